package io.yarnflink.runtime.artifact;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JobManager's copies for one job. Thread-safe. */
public final class StoredArtifacts {

    private static final Logger LOG = LoggerFactory.getLogger(StoredArtifacts.class);

    /** How much is sent at once: little enough not to hold up what else goes over the connection. */
    private static final int PART_BYTES = 1024 * 1024;

    private final JobArtifacts artifacts;
    private final ClassLoader userCode;
    private final Optional<URLClassLoader> opened;
    private final Optional<Path> folder;
    private final Map<String, Path> files;

    /**
     * @param artifacts what TaskManagers are told
     * @param userCode the application's classes
     * @param opened these and the job's own, if it has any; closed with this
     * @param folder where the copies lie, if there are any; removed with this
     * @param files the copies by their digests
     */
    StoredArtifacts(
            JobArtifacts artifacts,
            ClassLoader userCode,
            Optional<URLClassLoader> opened,
            Optional<Path> folder,
            Map<String, Path> files) {
        this.artifacts = artifacts;
        this.userCode = userCode;
        this.opened = opened;
        this.folder = folder;
        this.files = Map.copyOf(files);
    }

    /** What TaskManagers are told. */
    public JobArtifacts artifacts() {
        return artifacts;
    }

    /** Loads the classes of the application and of the job, on the JobManager's side. */
    public ClassLoader userCode() {
        return opened.map(ClassLoader.class::cast).orElse(userCode);
    }

    byte[] read(String digest, long offset) throws IOException {
        Path file = files.get(digest);
        if (file == null) {
            throw new FileNotFoundException("Expected a file of the job, found none with the digest " + digest);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long left = channel.size() - offset;
            if (offset < 0 || left <= 0) {
                throw new IOException("Expected an offset within " + file.getFileName() + ", found " + offset);
            }
            ByteBuffer part = ByteBuffer.allocate((int) Math.min(PART_BYTES, left));
            while (part.hasRemaining()) {
                if (channel.read(part, offset + part.position()) < 0) {
                    throw new IOException(file.getFileName() + " was cut short");
                }
            }
            return part.array();
        }
    }

    void close() {
        opened.ifPresent(loader -> {
            try {
                loader.close();
            } catch (IOException e) {
                LOG.warn("The job's JARs could not be closed", e);
            }
        });
        folder.ifPresent(path -> {
            try {
                FileUtils.deleteDirectory(path.toFile());
            } catch (IOException e) {
                LOG.warn("{} could not be removed", path, e);
            }
        });
    }
}
