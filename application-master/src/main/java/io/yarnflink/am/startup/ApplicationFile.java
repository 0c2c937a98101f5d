package io.yarnflink.am.startup;

import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The one file in shared storage that belongs to this application alone. */
public final class ApplicationFile {

    private ApplicationFile() {}

    /**
     * Removes it; no matter if it is gone already.
     *
     * @throws IOException if storage cannot be reached; the next client removes it then
     */
    public static void remove(String location) throws IOException {
        Configuration configuration = new Configuration();
        // The file goes last, maybe while the process is ending and shared file systems are closed already.
        configuration.setBoolean("fs.automatic.close", false);
        try (FileSystem fileSystem = FileSystem.newInstance(URI.create(location), configuration)) {
            fileSystem.delete(new Path(location), false);
        }
    }
}
