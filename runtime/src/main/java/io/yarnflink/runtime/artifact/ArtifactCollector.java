package io.yarnflink.runtime.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.cache.DistributedCache.DistributedCacheEntry;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies what one job's graph refers to and finds everything that is missing. Used by one thread, once. */
final class ArtifactCollector {

    private static final Logger LOG = LoggerFactory.getLogger(ArtifactCollector.class);
    private static final String WHAT_TO_DO = ". main() runs on a node of the cluster: send files along with --ship and"
            + " name them as they lie in the working folder, or name their path on HDFS";

    private final java.nio.file.Path parent;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, java.nio.file.Path> files = new HashMap<>();
    private java.nio.file.@Nullable Path folder;

    private ArtifactCollector(java.nio.file.Path parent) {
        this.parent = parent;
    }

    /**
     * As {@link ArtifactStore#store}.
     *
     * @param parent an existing folder for temporary files
     */
    static StoredArtifacts collect(JobGraph graph, ClassLoader userCode, java.nio.file.Path parent) {
        ArtifactCollector collector = new ArtifactCollector(parent);
        List<StoredFile> jars = new ArrayList<>();
        for (Path jar : graph.getUserJars()) {
            collector.copy("the JAR", jar).ifPresent(jars::add);
        }
        Map<String, CachedFile> cached = new TreeMap<>();
        graph.getUserArtifacts()
                .forEach((name, entry) -> collector.cached(name, entry).ifPresent(file -> cached.put(name, file)));
        JobArtifacts artifacts = new JobArtifacts(jars, graph.getClasspaths(), cached);
        StoredArtifacts stored = new StoredArtifacts(
                artifacts,
                userCode,
                artifacts.hasClasses() ? Optional.of(collector.loader(artifacts, userCode)) : Optional.empty(),
                Optional.ofNullable(collector.folder),
                collector.files);
        if (!collector.problems.isEmpty()) {
            stored.close();
            throw new ArtifactException("The job '" + graph.getName() + "' wants files that are not there: "
                    + String.join("; ", collector.problems) + WHAT_TO_DO);
        }
        return stored;
    }

    private URLClassLoader loader(JobArtifacts artifacts, ClassLoader userCode) {
        List<URL> urls = new ArrayList<>();
        for (StoredFile jar : artifacts.jars()) {
            try {
                urls.add(Objects.requireNonNull(files.get(jar.digest())).toUri().toURL());
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }
        urls.addAll(artifacts.classPath());
        // The program's own classes first: what it has made of them is told to the JobManager as objects too.
        return new URLClassLoader("classes of a job", urls.toArray(URL[]::new), userCode);
    }

    private Optional<CachedFile> cached(String name, DistributedCacheEntry entry) {
        boolean executable = Boolean.TRUE.equals(entry.isExecutable);
        Path path = new Path(entry.filePath);
        String what = "the cached file '" + name + "'";
        try {
            if (FileSystem.getUnguardedFileSystem(path.toUri()).isDistributedFS()) {
                return Optional.of(new CachedFile.Remote(entry.filePath, executable));
            }
        } catch (IOException e) {
            problems.add(told(what, path, e));
            return Optional.empty();
        }
        Optional<CachedFile> stored =
                copy(what, path).map(file -> new CachedFile.Stored(file, entry.isZipped, executable));
        if (entry.isZipped) {
            removeArchive(java.nio.file.Path.of(path.getPath()));
        }
        return stored;
    }

    /** Flink has packed the directory for this job alone, and forgets it. */
    private static void removeArchive(java.nio.file.Path archive) {
        try {
            Files.deleteIfExists(archive);
            // It goes with the last of them.
            Files.deleteIfExists(archive.resolveSibling(""));
        } catch (DirectoryNotEmptyException e) {
            LOG.trace("{} is not the last", archive, e);
        } catch (IOException e) {
            LOG.debug("{} could not be removed", archive, e);
        }
    }

    private Optional<StoredFile> copy(String what, Path source) {
        try (InputStream in = FileSystem.getUnguardedFileSystem(source.toUri()).open(source)) {
            java.nio.file.Path copy = Files.createTempFile(folder(), "", "-" + source.getName());
            MessageDigest digest = Digests.create();
            try (OutputStream out = new DigestOutputStream(Files.newOutputStream(copy), digest)) {
                in.transferTo(out);
            }
            StoredFile stored =
                    new StoredFile(HexFormat.of().formatHex(digest.digest()), source.getName(), Files.size(copy));
            files.put(stored.digest(), copy);
            return Optional.of(stored);
        } catch (IOException e) {
            problems.add(told(what, source, e));
            return Optional.empty();
        }
    }

    private static String told(String what, Path source, IOException e) {
        return what + " at " + source + " cannot be read (" + e.getMessage() + ")";
    }

    private java.nio.file.Path folder() throws IOException {
        java.nio.file.Path made = folder;
        if (made == null) {
            made = Files.createTempDirectory(parent, "artifacts-");
            folder = made;
        }
        return made;
    }
}
