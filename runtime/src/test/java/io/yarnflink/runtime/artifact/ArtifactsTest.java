package io.yarnflink.runtime.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.apache.flink.api.common.cache.DistributedCache;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JobManager stores is what TaskManagers fetch, and nothing of it stays. */
class ArtifactsTest {

    private static final ClassLoader LOADER = ArtifactsTest.class.getClassLoader();
    private static final int SEVERAL_PARTS = 3_000_000;

    @TempDir
    private Path folder;

    private final JobGraph graph = new JobGraph("job");

    @SuppressWarnings("NullAway.Init") // by open()
    private ArtifactStore store;

    @BeforeEach
    void open() throws IOException {
        store = new ArtifactStore(Files.createDirectory(folder.resolve("master")));
        Files.createDirectory(folder.resolve("worker"));
    }

    @Test
    void shouldBringCachedFilesOverAsTheyWereWhenTheJobWasSubmitted() throws Exception {
        // given
        byte[] content = bytes(SEVERAL_PARTS);
        Path file = Files.write(folder.resolve("model.bin"), content);
        register("model", file.toString(), true);
        register("empty", Files.createFile(folder.resolve("empty")).toString(), false);

        // when
        FetchedArtifacts fetched = fetched(store.store(graph, LOADER));
        Files.delete(file);
        Map<String, Future<org.apache.flink.core.fs.Path>> files = fetched.cached(this::read, Runnable::run);

        // then
        Path copy = path(files.get("model"));
        assertThat(copy).hasBinaryContent(content).isExecutable().hasFileName("model.bin");
        assertThat(path(files.get("empty"))).isEmptyFile();
    }

    @Test
    void shouldUnpackDirectories() throws Exception {
        // given
        Files.createDirectories(folder.resolve("pictures/inner"));
        Files.writeString(folder.resolve("pictures/inner/one.txt"), "one");
        Path archive = Files.createDirectory(folder.resolve("packed")).resolve("pictures.zip");
        FileUtils.compressDirectory(
                new org.apache.flink.core.fs.Path(folder.resolve("pictures").toString()),
                new org.apache.flink.core.fs.Path(archive.toString()));
        graph.addUserArtifact("pictures", new DistributedCache.DistributedCacheEntry(archive.toString(), false, true));

        // when
        FetchedArtifacts fetched = fetched(store.store(graph, LOADER));

        // then: the archive, which was made for this job alone, has gone
        assertThat(path(fetched.cached(this::read, Runnable::run).get("pictures"))
                        .resolve("inner/one.txt"))
                .hasContent("one");
        assertThat(archive.getParent()).doesNotExist();
    }

    @Test
    void shouldLoadClassesOfJarsOnBothSides() throws Exception {
        // given
        graph.addJar(new org.apache.flink.core.fs.Path(jar("word.txt", "hello").toUri()));

        // when
        StoredArtifacts stored = store.store(graph, LOADER);
        List<URL> classPath = fetched(stored).classPath(this::read);

        // then
        assertThat(word(stored.userCode())).isEqualTo("hello");
        try (URLClassLoader there = new URLClassLoader(classPath.toArray(URL[]::new), LOADER)) {
            assertThat(word(there)).isEqualTo("hello");
        }
    }

    @Test
    void shouldTellEverythingThatIsMissingAndKeepNothing() throws IOException {
        // given
        register("words", folder.resolve("nowhere/words.txt").toString(), false);
        graph.addJar(new org.apache.flink.core.fs.Path(
                folder.resolve("nowhere/more.jar").toUri()));
        register("there", Files.createFile(folder.resolve("there")).toString(), false);

        // then
        assertThatThrownBy(() -> store.store(graph, LOADER))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContainingAll("'job'", "'words'", "words.txt", "more.jar", "--ship");
        assertThat(children("master")).isEmpty();
    }

    @Test
    void shouldNotTakeWhatIsNotWhatWasStored() throws Exception {
        // given
        register("words", Files.writeString(folder.resolve("words"), "right").toString(), false);
        FetchedArtifacts fetched = fetched(store.store(graph, LOADER));
        ArtifactSource wrong =
                (digest, offset) -> CompletableFuture.completedFuture("wrong".getBytes(StandardCharsets.UTF_8));

        // when
        Future<org.apache.flink.core.fs.Path> refused =
                fetched.cached(wrong, Runnable::run).get("words");

        // then: who asks again gets it
        assertThatThrownBy(() -> path(refused))
                .hasStackTraceContaining("'words'")
                .hasStackTraceContaining("digest");
        assertThat(path(fetched.cached(this::read, Runnable::run).get("words"))).hasContent("right");
    }

    @Test
    void shouldFetchFromTheNextJobManagerWhatTheLastOneTookAlong() throws Exception {
        // given: one that is lost while it is being asked
        register("words", Files.writeString(folder.resolve("words"), "words").toString(), false);
        FetchedArtifacts fetched = fetched(store.store(graph, LOADER));
        CompletableFuture<byte[]> unanswered = new CompletableFuture<>();
        ExecutorService executor = Executors.newCachedThreadPool();
        Future<org.apache.flink.core.fs.Path> early =
                fetched.cached((digest, offset) -> unanswered, executor).get("words");

        // when
        Future<org.apache.flink.core.fs.Path> late =
                fetched.cached(this::read, executor).get("words");
        unanswered.completeExceptionally(new IOException("lost"));

        // then: who has asked before is told, who asks later never notices
        assertThatThrownBy(() -> path(early)).hasStackTraceContaining("lost");
        assertThat(path(late)).hasContent("words");
        assertThat(path(fetched.cached(this::read, executor).get("words"))).isEqualTo(path(late));
        executor.shutdown();
    }

    @Test
    void shouldLeaveNothing() throws Exception {
        // given
        register("words", Files.writeString(folder.resolve("words"), "words").toString(), false);
        FetchedArtifacts fetched = fetched(store.store(graph, LOADER));
        path(fetched.cached(this::read, Runnable::run).get("words"));

        // when
        fetched.close();
        store.remove(graph.getJobID());

        // then
        assertThat(children("worker")).isEmpty();
        assertThat(children("master")).isEmpty();
        assertThatThrownBy(() -> store.read(graph.getJobID(), "any", 0)).hasMessageContaining("ended");
    }

    private void register(String name, String path, boolean executable) {
        graph.addUserArtifact(name, new DistributedCache.DistributedCacheEntry(path, executable));
    }

    private FetchedArtifacts fetched(StoredArtifacts stored) {
        return new FetchedArtifacts(stored.artifacts(), folder.resolve("worker"));
    }

    private CompletableFuture<byte[]> read(String digest, long offset) {
        try {
            return CompletableFuture.completedFuture(store.read(graph.getJobID(), digest, offset));
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Path path(@Nullable Future<org.apache.flink.core.fs.Path> file) throws Exception {
        return Path.of(Objects.requireNonNull(file).get().getPath());
    }

    private Path jar(String entry, String text) throws IOException {
        Path jar = folder.resolve("more.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry(entry));
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }

    private static String word(ClassLoader loader) throws IOException {
        try (InputStream in = Objects.requireNonNull(loader.getResourceAsStream("word.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<Path> children(String name) throws IOException {
        try (Stream<Path> children = Files.list(folder.resolve(name))) {
            return children.toList();
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
