package io.yarnflink.runtime.succession;

import java.io.IOException;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * Keepsakes as files in the folder of the log.
 *
 * @param folder the log's
 */
record KeepsakeFiles(Path folder) implements Keepsakes {

    private static final String APPLICATION = "application_";

    @Override
    public void write(String name, byte[] content) throws IOException {
        Path file = new Path(folder, name);
        try (FSDataOutputStream out = file.getFileSystem().create(file, FileSystem.WriteMode.OVERWRITE)) {
            out.write(content);
        }
    }

    @Override
    public byte[] read(String name) throws IOException {
        Path file = new Path(folder, name);
        try (FSDataInputStream in = file.getFileSystem().open(file)) {
            return in.readAllBytes();
        }
    }

    @Override
    public void delete(String name) throws IOException {
        Path file = new Path(folder, name);
        file.getFileSystem().delete(file, false);
    }

    @Override
    public boolean hasSiblings() throws IOException {
        Path application = folder.getParent();
        for (FileStatus sibling : folder.getFileSystem().listStatus(application.getParent())) {
            String name = sibling.getPath().getName();
            if (name.startsWith(APPLICATION) && !name.equals(application.getName())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void deleteAll() throws IOException {
        Path application = folder.getParent();
        FileSystem files = folder.getFileSystem();
        files.delete(application, true);
        Path name = application.getParent();
        if (files.listStatus(name).length == 0) {
            files.delete(name, false);
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
