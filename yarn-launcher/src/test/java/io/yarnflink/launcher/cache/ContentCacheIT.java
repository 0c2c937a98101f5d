package io.yarnflink.launcher.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ContentCacheIT {

    private static final UploadListener NOBODY = (content, sent, total) -> {};
    private static final org.apache.hadoop.fs.Path HOME = new org.apache.hadoop.fs.Path("/user/somebody");

    @RegisterExtension
    static final TestHdfs HDFS = new TestHdfs();

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private FileSystem fileSystem;
    private CacheLayout layout;
    private ContentCache cache;

    @BeforeEach
    void open() throws IOException {
        fileSystem = HDFS.newClient();
        fileSystem.mkdirs(HOME);
        layout = new CacheLayout(fileSystem.makeQualified(new org.apache.hadoop.fs.Path(HOME, ".yarn-flink")));
        cache = new ContentCache(fileSystem, layout, (short) 0, clock);
    }

    @AfterEach
    void close() throws IOException {
        fileSystem.delete(HOME, true);
        fileSystem.close();
    }

    @Test
    void shouldUploadOnceAndOnlyOnce() throws IOException {
        // given
        LocalContent content = content("job.jar", "some bytes", false);
        AtomicInteger progress = new AtomicInteger();

        // when
        CachedContent first = cache.provide(content, (what, sent, total) -> progress.incrementAndGet());
        CachedContent second = cache.provide(content, (what, sent, total) -> progress.addAndGet(1000));

        // then
        assertThat(progress.get()).isBetween(2, 999);
        assertThat(second.location()).isEqualTo(first.location());
        assertThat(second.modificationTime()).isEqualTo(first.modificationTime());
        try (var in = fileSystem.open(first.location())) {
            assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("some bytes");
        }
    }

    @Test
    void shouldTakeContentOfAnotherName() throws IOException {
        // given
        CachedContent first = cache.provide(content("one.jar", "same bytes", false), NOBODY);

        // when
        CachedContent second = cache.provide(content("other.jar", "same bytes", false), NOBODY);

        // then
        assertThat(second.location()).isEqualTo(first.location());
    }

    @Test
    void shouldNeverTouchTheTimeOfAFileThatIsUsedAgain() throws IOException {
        // given
        LocalContent content = content("job.jar", "some bytes", false);
        CachedContent first = cache.provide(content, NOBODY);

        // when
        clock.advance(Duration.ofDays(3));
        cache.provide(content, NOBODY);

        // then
        CachedContent found = cache.find(content.hash(), content.size()).orElseThrow();
        assertThat(found.modificationTime()).isEqualTo(first.modificationTime());
        assertThat(found.lastUse() - first.lastUse())
                .isGreaterThan(Duration.ofDays(2).toMillis());
    }

    @Test
    void shouldNoteAUseAlsoWhereTheMarkerIsGone() throws IOException {
        // given
        LocalContent content = content("job.jar", "some bytes", false);
        cache.provide(content, NOBODY);
        fileSystem.delete(new org.apache.hadoop.fs.Path(layout.entry(content.hash()), CacheLayout.USE_MARKER), false);
        clock.advance(Duration.ofDays(3));

        // when
        cache.provide(content, NOBODY);

        // then
        assertThat(fileSystem.exists(
                        new org.apache.hadoop.fs.Path(layout.entry(content.hash()), CacheLayout.USE_MARKER)))
                .isTrue();
    }

    @Test
    void shouldTakeBackWhatASweepHasJustTakenOut() throws IOException {
        // given
        LocalContent content = content("job.jar", "some bytes", false);
        CachedContent first = cache.provide(content, NOBODY);
        assertThat(new CacheEntries(fileSystem, layout).takeOut(content.hash())).isPresent();
        assertThat(cache.find(content.hash(), content.size())).isEmpty();

        // when
        CachedContent second = cache.provide(content, NOBODY);

        // then
        assertThat(second.modificationTime()).isEqualTo(first.modificationTime());
        assertThat(names(layout.cache())).containsExactly(content.hash().hex());
    }

    @Test
    void shouldLetOneOfManyClientsWin() throws Exception {
        // given
        LocalContent content = content("job.jar", "x".repeat(300_000), false);
        List<Callable<CachedContent>> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            clients.add(() -> {
                try (FileSystem own = HDFS.newClient()) {
                    return new ContentCache(own, layout, (short) 1, clock).provide(content, NOBODY);
                }
            });
        }
        ExecutorService threads = Executors.newFixedThreadPool(clients.size());

        // when
        List<Future<CachedContent>> results = threads.invokeAll(clients);
        threads.shutdown();

        // then
        CachedContent winner = results.get(0).get();
        for (Future<CachedContent> result : results) {
            assertThat(result.get().modificationTime()).isEqualTo(winner.modificationTime());
        }
        assertThat(names(layout.cache())).containsExactly(content.hash().hex());
        assertThat(names(layout.entry(content.hash()))).containsExactlyInAnyOrder("job.jar", CacheLayout.USE_MARKER);
    }

    @Test
    void shouldNotShowAnUploadBeforeItIsComplete() throws IOException {
        // given
        LocalContent content = content("job.jar", "some bytes", false);

        // when
        cache.provide(content, (what, sent, total) -> assertThat(seen(content)).isFalse());

        // then
        assertThat(seen(content)).isTrue();
    }

    @Test
    void shouldReplaceADamagedEntry() throws IOException {
        // given
        LocalContent content = content("job.jar", "some bytes", false);
        CachedContent damaged = cache.provide(content, NOBODY);
        fileSystem.truncate(damaged.location(), 0);

        // when
        CachedContent provided = cache.provide(content, NOBODY);

        // then
        assertThat(fileSystem.getFileStatus(provided.location()).getLen()).isEqualTo(content.size());
        assertThat(names(layout.cache())).containsExactly(content.hash().hex());
    }

    @Test
    void shouldRefuseAFileThatChangesMeanwhile() throws IOException {
        // given
        LocalContent content = content("job.jar", "some bytes", false);
        Files.writeString(content.file(), "else bytes");

        // when / then
        assertThatThrownBy(() -> cache.provide(content, NOBODY))
                .isInstanceOf(ContentChangedException.class)
                .hasMessageContaining(content.file().toString());
        assertThat(names(layout.cache())).isEmpty();
    }

    @Test
    void shouldKeepUsersCodeToTheOwner() throws IOException {
        // when
        CachedContent cached = cache.provide(content("job.jar", "some bytes", false), NOBODY);

        // then
        assertThat(cached.shared()).isFalse();
        assertThat(permission(cached.location())).isEqualTo("rw-------");
        assertThat(permission(cached.location().getParent())).isEqualTo("rwx------");
    }

    @Test
    void shouldShareTheRuntimeWhereTheHomeFolderIsOpen() throws IOException {
        // given
        fileSystem.setPermission(HOME, new FsPermission((short) 0711));

        // when
        CachedContent cached = cache.provide(content("runtime.tar", "some bytes", true), NOBODY);

        // then
        assertThat(cached.shared()).isTrue();
        assertThat(permission(cached.location())).isEqualTo("rw-r--r--");
        assertThat(permission(cached.location().getParent())).isEqualTo("rwx--x--x");
    }

    @Test
    void shouldKeepTheRuntimePrivateWhereTheHomeFolderIsClosed() throws IOException {
        // given
        fileSystem.setPermission(HOME, new FsPermission((short) 0700));

        // when
        CachedContent cached = cache.provide(content("runtime.tar", "some bytes", true), NOBODY);

        // then
        assertThat(cached.shared()).isFalse();
        assertThat(permission(cached.location())).isEqualTo("rw-------");
        assertThat(permission(HOME)).isEqualTo("rwx------");
    }

    @Test
    void shouldShareDespiteAStrictUmask() throws IOException {
        // given
        fileSystem.getConf().set("fs.permissions.umask-mode", "077");
        fileSystem.setPermission(HOME, new FsPermission((short) 0755));

        // when
        CachedContent cached = cache.provide(content("runtime.tar", "some bytes", true), NOBODY);

        // then
        assertThat(cached.shared()).isTrue();
    }

    private boolean seen(LocalContent content) {
        try {
            return cache.find(content.hash(), content.size()).isPresent();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String permission(org.apache.hadoop.fs.Path path) throws IOException {
        return fileSystem.getFileStatus(path).getPermission().toString();
    }

    private List<String> names(org.apache.hadoop.fs.Path path) throws IOException {
        return Arrays.stream(fileSystem.listStatus(path))
                .map(FileStatus::getPath)
                .map(org.apache.hadoop.fs.Path::getName)
                .toList();
    }

    private LocalContent content(String name, String text, boolean shareable) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "content", ".jar"), text);
        return new LocalContent(file, name, ContentHash.of(file), Files.size(file), shareable);
    }
}
