package io.yarnflink.launcher.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/** Sends one file into a folder that nobody else knows of, and checks that it has arrived. */
final class ContentUpload {

    private static final int BUFFER_BYTES = 1 << 18;
    private static final int STREAM_BUFFER_BYTES = 1 << 16;

    private final FileSystem fileSystem;
    private final FolderAccess access;
    private final short replication;

    ContentUpload(FileSystem fileSystem, FolderAccess access, short replication) {
        this.fileSystem = fileSystem;
        this.access = access;
        this.replication = replication;
    }

    void send(LocalContent content, Path folder, boolean shared, UploadListener listener) throws IOException {
        Path target = new Path(folder, content.name());
        FsPermission permission = shared ? FolderAccess.READABLE_FILE : FolderAccess.OWNER_FILE;
        MessageDigest digest = ContentHash.newDigest();
        long sent = 0;
        listener.progress(content, 0, content.size());
        try (InputStream in = Files.newInputStream(content.file());
                OutputStream out = create(target, permission)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                digest.update(buffer, 0, read);
                sent += read;
                listener.progress(content, sent, content.size());
            }
        }
        if (sent != content.size() || !ContentHash.ofDigest(digest).equals(content.hash())) {
            throw new ContentChangedException(content);
        }
        access.apply(target, permission);
        long arrived = fileSystem.getFileStatus(target).getLen();
        if (arrived != content.size()) {
            throw new IOException("Expected " + content.size() + " bytes at " + target + ", found " + arrived);
        }
        create(new Path(folder, CacheLayout.USE_MARKER), FolderAccess.OWNER_FILE)
                .close();
    }

    private OutputStream create(Path file, FsPermission permission) throws IOException {
        short copies = replication > 0 ? replication : fileSystem.getDefaultReplication(file);
        return fileSystem.create(
                file, permission, false, STREAM_BUFFER_BYTES, copies, fileSystem.getDefaultBlockSize(file), null);
    }
}
