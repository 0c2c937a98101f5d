package io.yarnflink.launcher.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FsShell;

/** Hadoop's file system shell, with the client's own Hadoop. */
public final class FileSystemShell {

    private FileSystemShell() {}

    /**
     * Runs one command of the shell's; it writes to this process's standard output and error.
     *
     * @param hadoopConfiguration folder with {@code core-site.xml} and {@code hdfs-site.xml}
     * @param settings Hadoop's settings that win over the folder's
     * @param command such as {@code -ls /}
     * @return 0 if all went well
     */
    public static int run(Path hadoopConfiguration, Map<String, String> settings, List<String> command)
            throws IOException {
        Configuration configuration = new Configuration();
        for (String site : List.of("core-site.xml", "hdfs-site.xml")) {
            Path file = hadoopConfiguration.resolve(site);
            if (Files.isRegularFile(file)) {
                configuration.addResource(file.toUri().toURL());
            }
        }
        settings.forEach(configuration::set);
        FsShell shell = new FsShell(configuration);
        try {
            return shell.run(command.toArray(String[]::new));
        } finally {
            shell.close();
        }
    }
}
