package io.yarnflink.runtime.artifact;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.apache.flink.core.fs.Path;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TaskManager's copies of one job's artifacts, which all of the job's tasks share. Thread-safe. The lock guards what is
 * known; nothing is copied under it.
 */
public final class FetchedArtifacts implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FetchedArtifacts.class);

    private final JobArtifacts artifacts;
    private final java.nio.file.Path parent;
    private final Map<String, CompletableFuture<Path>> cached = new HashMap<>();
    private java.nio.file.@Nullable Path folder;
    private volatile boolean closed;

    /**
     * Fetches nothing yet.
     *
     * @param artifacts what the job has
     * @param parent an existing folder for temporary files
     */
    public FetchedArtifacts(JobArtifacts artifacts, java.nio.file.Path parent) {
        this.artifacts = artifacts;
        this.parent = parent;
    }

    /**
     * What the job adds to the class path. Blocks until its JARs are here.
     *
     * @throws IOException if they cannot be had
     */
    public List<URL> classPath(ArtifactSource source) throws IOException {
        List<URL> urls = new ArrayList<>();
        for (StoredFile jar : artifacts.jars()) {
            urls.add(fetch(jar, source).toUri().toURL());
        }
        urls.addAll(artifacts.classPath());
        return urls;
    }

    /**
     * The files of the distributed cache by their names. Starts to fetch what nobody has asked for, and fetches from this source
     * what goes wrong with the one before, which may be lost by now; returns at once.
     *
     * @param executor for what blocks
     */
    public synchronized Map<String, Future<Path>> cached(ArtifactSource source, Executor executor) {
        Map<String, Future<Path>> files = new HashMap<>();
        artifacts.cached().forEach((name, file) -> {
            CompletableFuture<Path> known = cached.get(name);
            CompletableFuture<Path> wanted = known == null
                    ? provideLater(name, file, source, executor)
                    : known.exceptionallyCompose(failure -> provideLater(name, file, source, executor));
            cached.put(name, wanted);
            files.put(name, wanted);
        });
        return files;
    }

    private CompletableFuture<Path> provideLater(
            String name, CachedFile file, ArtifactSource source, Executor executor) {
        return CompletableFuture.supplyAsync(() -> provide(name, file, source), executor);
    }

    private Path provide(String name, CachedFile file, ArtifactSource source) {
        try {
            if (file instanceof CachedFile.Remote remote) {
                Path from = new Path(remote.path());
                Path copy = new Path(newFolder().toString(), from.getName());
                FileUtils.copy(from, copy, remote.executable());
                return copy;
            }
            CachedFile.Stored stored = (CachedFile.Stored) file;
            java.nio.file.Path copy = fetch(stored.file(), source);
            if (stored.directory()) {
                return FileUtils.expandDirectory(
                        new Path(copy.toUri()), new Path(newFolder().toUri()));
            }
            if (!copy.toFile().setExecutable(stored.executable())) {
                throw new IOException(copy + " cannot be made executable");
            }
            return new Path(copy.toUri());
        } catch (IOException e) {
            throw new CompletionException(new IOException("The cached file '" + name + "' cannot be fetched", e));
        }
    }

    private java.nio.file.Path fetch(StoredFile file, ArtifactSource source) throws IOException {
        java.nio.file.Path copy = newFolder().resolve(file.name());
        MessageDigest digest = Digests.create();
        try (OutputStream out = Files.newOutputStream(copy)) {
            for (long offset = 0; offset < file.length(); ) {
                byte[] part = read(file, offset, source);
                out.write(part);
                digest.update(part);
                offset += part.length;
            }
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(file.digest())) {
            throw new IOException(
                    "Expected " + file.name() + " with the digest " + file.digest() + ", received one with " + found);
        }
        return copy;
    }

    private byte[] read(StoredFile file, long offset, ArtifactSource source) throws IOException {
        if (closed) {
            throw new IOException("The job has ended");
        }
        try {
            byte[] part = source.read(file.digest(), offset).get();
            if (part.length == 0) {
                throw new IOException("The JobManager sent nothing of " + file.name() + " from " + offset + " on");
            }
            return part;
        } catch (ExecutionException e) {
            throw new IOException(file.name() + " cannot be fetched from the JobManager", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while " + file.name() + " was fetched", e);
        }
    }

    /** A folder for one file, which nobody else may read. */
    private java.nio.file.Path newFolder() throws IOException {
        return Files.createTempDirectory(root(), "");
    }

    private synchronized java.nio.file.Path root() throws IOException {
        if (closed) {
            throw new IOException("The job has ended");
        }
        java.nio.file.Path made = folder;
        if (made == null) {
            made = Files.createTempDirectory(parent, "artifacts-");
            folder = made;
        }
        return made;
    }

    /** Removes the copies, as soon as nothing is being fetched any more. */
    @Override
    public synchronized void close() {
        closed = true;
        var unused = CompletableFuture.allOf(cached.values().toArray(CompletableFuture[]::new))
                .whenComplete((done, failure) -> remove());
    }

    private synchronized void remove() {
        try {
            if (folder != null) {
                FileUtils.deleteDirectory(folder.toFile());
            }
        } catch (IOException e) {
            LOG.warn("{} could not be removed", folder, e);
        }
    }
}
