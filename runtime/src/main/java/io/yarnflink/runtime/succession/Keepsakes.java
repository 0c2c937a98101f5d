package io.yarnflink.runtime.succession;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Files in the folder of an application's log: what is too large for an entry. An entry names a file after it was written,
 * so one that no entry names may be half of one. Thread-safe; blocks on storage.
 *
 * @param folder the log's
 */
record Keepsakes(Path folder) {

    private static final String APPLICATION = "application_";

    void write(String name, byte[] content) throws IOException {
        Path file = new Path(folder, name);
        try (FSDataOutputStream out = file.getFileSystem().create(file, FileSystem.WriteMode.OVERWRITE)) {
            out.write(content);
        }
    }

    byte[] read(String name) throws IOException {
        Path file = new Path(folder, name);
        try (FSDataInputStream in = file.getFileSystem().open(file)) {
            return in.readAllBytes();
        }
    }

    void delete(String name) throws IOException {
        Path file = new Path(folder, name);
        file.getFileSystem().delete(file, false);
    }

    /** Whether other applications of the same name have left a log. */
    boolean hasSiblings() throws IOException {
        Path application = folder.getParent();
        for (FileStatus sibling : folder.getFileSystem().listStatus(application.getParent())) {
            String name = sibling.getPath().getName();
            if (name.startsWith(APPLICATION) && !name.equals(application.getName())) {
                return true;
            }
        }
        return false;
    }

    /** Removes the log with all that is in its folder, and the folders above it that are for this application alone. */
    void deleteAll() throws IOException {
        Path application = folder.getParent();
        FileSystem files = folder.getFileSystem();
        files.delete(application, true);
        Path name = application.getParent();
        if (files.listStatus(name).length == 0) {
            files.delete(name, false);
        }
    }
}
