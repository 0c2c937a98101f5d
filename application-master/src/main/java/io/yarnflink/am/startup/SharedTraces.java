package io.yarnflink.am.startup;

import io.yarnflink.runtime.application.ApplicationDescriptor;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What by shared storage can be known of a live application: the claim of its name, and its file. Both go with it. */
public final class SharedTraces {

    /** In a name's folder, holds one empty file whose name begins with the id of the application that has the name. */
    private static final String OWNER = "owner";

    private static final Logger LOG = LoggerFactory.getLogger(SharedTraces.class);

    private SharedTraces() {}

    /**
     * Removes them; no matter if they are gone already.
     *
     * @throws IOException if storage cannot be reached; the next client removes them then
     */
    public static void remove(ApplicationDescriptor application) throws IOException {
        Configuration configuration = new Configuration();
        // They go last, maybe while the process is ending and shared file systems are closed already.
        configuration.setBoolean("fs.automatic.close", false);
        try (FileSystem fileSystem = FileSystem.newInstance(URI.create(application.applicationFile()), configuration)) {
            if (application.logFolder().isPresent()) {
                // The log lies in the application's own folder, and that in the folder of its name.
                Path own = new Path(application.logFolder().get()).getParent();
                releaseName(fileSystem, own.getParent(), own.getName());
            }
            fileSystem.delete(new Path(application.applicationFile()), false);
        }
    }

    private static void releaseName(FileSystem fileSystem, Path folder, String applicationId) throws IOException {
        Path claim = new Path(folder, OWNER);
        for (FileStatus marker : children(fileSystem, claim)) {
            if (marker.getPath().getName().startsWith(applicationId + "@")) {
                fileSystem.delete(marker.getPath(), false);
                deleteIfEmpty(fileSystem, claim);
                deleteIfEmpty(fileSystem, folder);
            }
        }
    }

    /** Whoever claims the name in the same moment puts something into it, and then it stays. */
    private static void deleteIfEmpty(FileSystem fileSystem, Path folder) throws IOException {
        try {
            fileSystem.delete(folder, false);
        } catch (PathIsNotEmptyDirectoryException e) {
            LOG.debug("{} is in use and stays", folder, e);
        }
    }

    private static FileStatus[] children(FileSystem fileSystem, Path folder) throws IOException {
        try {
            return fileSystem.listStatus(folder);
        } catch (FileNotFoundException e) {
            return new FileStatus[0];
        }
    }
}
