package io.yarnflink.runtime.snapshot;

import java.io.IOException;
import java.net.URI;
import org.apache.flink.core.fs.BlockLocation;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.FileSystemFactory;
import org.apache.flink.core.fs.Path;
import org.apache.flink.core.fs.local.LocalFileSystem;

/** The local file system under another scheme, {@code flaky:}, which fails when a test wants it to. */
public final class FlakyFileSystem extends FileSystem {

    private static final URI ROOT = URI.create("flaky:///");

    /** Set by a test's thread; read by whoever uses the file system. */
    private static volatile Failing failing = (call, path) -> {};

    private final LocalFileSystem local = LocalFileSystem.getSharedInstance();

    /** Throws where a call is to fail; {@code call} is the name of the method. */
    @FunctionalInterface
    interface Failing {
        void before(String call, Path path) throws IOException;
    }

    /** From now on, for all files of this scheme. */
    static void failing(Failing wanted) {
        failing = wanted;
    }

    static void wellAgain() {
        failing = (call, path) -> {};
    }

    /** Finds the scheme's file system. */
    public static final class Factory implements FileSystemFactory {
        @Override
        public String getScheme() {
            return "flaky";
        }

        @Override
        public FileSystem create(URI uri) {
            return new FlakyFileSystem();
        }
    }

    private static Path checked(String call, Path path) throws IOException {
        failing.before(call, path);
        return new Path(path.getPath());
    }

    private static FileStatus renamed(FileStatus status) {
        return new FileStatus() {
            @Override
            public long getLen() {
                return status.getLen();
            }

            @Override
            public long getBlockSize() {
                return status.getBlockSize();
            }

            @Override
            public short getReplication() {
                return status.getReplication();
            }

            @Override
            public long getModificationTime() {
                return status.getModificationTime();
            }

            @Override
            public long getAccessTime() {
                return status.getAccessTime();
            }

            @Override
            public boolean isDir() {
                return status.isDir();
            }

            @Override
            public Path getPath() {
                return new Path("flaky", null, status.getPath().getPath());
            }
        };
    }

    @Override
    public Path getWorkingDirectory() {
        return new Path(ROOT);
    }

    @Override
    public Path getHomeDirectory() {
        return new Path(ROOT);
    }

    @Override
    public URI getUri() {
        return ROOT;
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        return renamed(local.getFileStatus(checked("getFileStatus", path)));
    }

    @Override
    public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
        return new BlockLocation[0];
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        return local.open(checked("open", path), bufferSize);
    }

    @Override
    public FSDataInputStream open(Path path) throws IOException {
        return local.open(checked("open", path));
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        FileStatus[] found = local.listStatus(checked("listStatus", path));
        FileStatus[] renamed = new FileStatus[found == null ? 0 : found.length];
        for (int i = 0; i < renamed.length; i++) {
            renamed[i] = renamed(found[i]);
        }
        return renamed;
    }

    @Override
    public boolean delete(Path path, boolean recursive) throws IOException {
        return local.delete(checked("delete", path), recursive);
    }

    @Override
    public boolean mkdirs(Path path) throws IOException {
        return local.mkdirs(checked("mkdirs", path));
    }

    @Override
    public FSDataOutputStream create(Path path, WriteMode mode) throws IOException {
        return local.create(checked("create", path), mode);
    }

    @Override
    public boolean rename(Path from, Path to) throws IOException {
        return local.rename(checked("rename", from), new Path(to.getPath()));
    }

    @Override
    public boolean isDistributedFS() {
        return true;
    }
}
