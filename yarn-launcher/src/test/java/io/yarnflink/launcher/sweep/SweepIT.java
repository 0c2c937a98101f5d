package io.yarnflink.launcher.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.cache.CacheEntries;
import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.cache.CachedContent;
import io.yarnflink.launcher.cache.ContentCache;
import io.yarnflink.launcher.cache.ContentHash;
import io.yarnflink.launcher.cache.LocalContent;
import io.yarnflink.launcher.cache.TestClock;
import io.yarnflink.launcher.cache.TestHdfs;
import io.yarnflink.launcher.naming.LogicalName;
import io.yarnflink.launcher.naming.NameClaims;
import io.yarnflink.launcher.registry.ApplicationFiles;
import io.yarnflink.launcher.registry.ApplicationRecord;
import io.yarnflink.launcher.yarn.Fate;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileSystem;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SweepIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final String CLUSTER = "here";

    @RegisterExtension
    static final TestHdfs HDFS = new TestHdfs();

    @TempDir
    private Path folder;

    private final TestClock clock = new TestClock();
    private final Map<AppId, Fate> yarn = new ConcurrentHashMap<>();
    private FileSystem fileSystem;
    private CacheLayout layout;
    private ApplicationFiles files;
    private NameClaims claims;
    private ContentCache cache;

    @BeforeEach
    void open() throws IOException {
        fileSystem = HDFS.newClient();
        layout = new CacheLayout(fileSystem.makeQualified(new org.apache.hadoop.fs.Path("/user/me/.yarn-flink")));
        files = new ApplicationFiles(fileSystem, layout);
        files.prepare();
        claims = new NameClaims(fileSystem, layout);
        claims.prepare();
        cache = new ContentCache(fileSystem, layout, (short) 1, clock);
    }

    @AfterEach
    void close() throws IOException {
        fileSystem.delete(layout.root(), true);
        fileSystem.close();
    }

    @Test
    void shouldRemoveFilesOfEndedApplicationsOnly() throws IOException {
        // given
        write(app(1), Fate.LIVE, CLUSTER, Set.of());
        write(app(2), Fate.ENDED, CLUSTER, Set.of());
        write(app(3), Fate.UNKNOWN, CLUSTER, Set.of());
        write(app(4), Fate.ENDED, "elsewhere", Set.of());

        // when
        sweep(Duration.ofDays(7)).run();

        // then
        assertThat(left()).containsExactlyInAnyOrder(app(1), app(3), app(4));
    }

    @Test
    void shouldRemoveFilesOfApplicationsThatNeverWere() throws IOException {
        // given
        write(app(3), Fate.UNKNOWN, CLUSTER, Set.of());

        // when
        clock.advance(Duration.ofHours(2));
        sweep(Duration.ofDays(7)).run();

        // then
        assertThat(left()).isEmpty();
    }

    @Test
    void shouldReleaseNamesOfEndedApplicationsOnly() throws IOException {
        // given
        claim("live", app(1), Fate.LIVE, CLUSTER);
        claim("ended", app(2), Fate.ENDED, CLUSTER);
        claim("being submitted", app(3), Fate.UNKNOWN, CLUSTER);
        claim("foreign", app(4), Fate.ENDED, "elsewhere");
        fileSystem.mkdirs(new org.apache.hadoop.fs.Path(layout.names(), "half/.claim-1"));
        fileSystem.mkdirs(new org.apache.hadoop.fs.Path(layout.names(), "released/owner"));

        // when, then
        sweep(Duration.ofDays(7)).run();
        assertThat(names()).containsExactlyInAnyOrder("live", "being+submitted", "foreign", "half");
        clock.advance(Duration.ofHours(2));
        sweep(Duration.ofDays(7)).run();
        assertThat(names()).containsExactlyInAnyOrder("live", "foreign");
    }

    private void claim(String name, AppId id, Fate fate, String cluster) throws IOException {
        yarn.put(id, fate);
        fileSystem
                .create(new org.apache.hadoop.fs.Path(
                        claims.folder(new LogicalName(name)), "owner/" + id + "@" + cluster))
                .close();
    }

    private List<String> names() throws IOException {
        return Stream.of(fileSystem.listStatus(layout.names()))
                .map(folder -> folder.getPath().getName())
                .toList();
    }

    @Test
    void shouldRemoveCachedFilesThatNobodyUses() throws IOException {
        // given
        LocalContent unused = content("unused");
        LocalContent used = content("used");
        cache.provide(unused, (content, sent, total) -> {});
        cache.provide(used, (content, sent, total) -> {});
        write(app(1), Fate.LIVE, CLUSTER, Set.of(used.hash()));

        // when
        clock.advance(Duration.ofDays(8));
        Sweep.Removed removed = sweep(Duration.ofDays(7)).run();

        // then
        assertThat(removed).isEqualTo(new Sweep.Removed(0, 1));
        assertThat(cache.find(used.hash(), used.size())).isPresent();
        assertThat(fileSystem.listStatus(layout.cache())).hasSize(1);
    }

    @Test
    void shouldKeepWhatWasUsedLately() throws IOException {
        // given
        LocalContent content = content("used");
        cache.provide(content, (what, sent, total) -> {});
        clock.advance(Duration.ofDays(5));
        cache.provide(content, (what, sent, total) -> {});

        // when
        clock.advance(Duration.ofDays(5));
        sweep(Duration.ofDays(7)).run();

        // then
        assertThat(cache.find(content.hash(), content.size())).isPresent();
    }

    @Test
    void shouldKeepEverythingWhenAnApplicationsFileCannotBeRead() throws IOException {
        // given
        LocalContent content = content("unused");
        cache.provide(content, (what, sent, total) -> {});
        fileSystem.create(files.location(app(9))).close();

        // when
        clock.advance(Duration.ofDays(8));
        sweep(Duration.ofDays(7)).run();

        // then
        assertThat(cache.find(content.hash(), content.size())).isPresent();
        assertThat(left()).containsExactly(app(9));
    }

    @Test
    void shouldFinishWhatASweepThatDiedHadTakenOut() throws IOException {
        // given
        LocalContent wanted = content("wanted");
        LocalContent unwanted = content("unwanted");
        CacheEntries entries = new CacheEntries(fileSystem, layout);
        for (LocalContent content : List.of(wanted, unwanted)) {
            cache.provide(content, (what, sent, total) -> {});
            assertThat(entries.takeOut(content.hash())).isPresent();
        }
        write(app(1), Fate.LIVE, CLUSTER, Set.of(wanted.hash()));

        // when
        sweep(Duration.ofDays(7)).run();

        // then
        assertThat(cache.find(wanted.hash(), wanted.size())).isPresent();
        assertThat(fileSystem.listStatus(layout.cache())).hasSize(1);
    }

    @Test
    void shouldRemoveUploadsThatWereGivenUp() throws IOException {
        // given
        fileSystem.mkdirs(layout.newIncoming());

        // when
        clock.advance(Duration.ofHours(25));
        sweep(Duration.ofDays(7)).run();

        // then
        assertThat(fileSystem.listStatus(layout.cache())).isEmpty();
    }

    @Test
    void shouldNeverTakeAwayWhatASubmissionHasJustReferredTo() throws Exception {
        // given sweeps that keep nothing, and submissions of the same three files, all at once
        List<LocalContent> contents = List.of(content("a"), content("b"), content("c"));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger swept = new AtomicInteger();
        AtomicInteger ids = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(5);
        List<Future<Boolean>> sweepers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            sweepers.add(threads.submit(() -> {
                while (!over.get()) {
                    swept.addAndGet(sweep(Duration.ofDays(-1)).run().entries());
                }
                return true;
            }));
        }
        List<Callable<Boolean>> submissions = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            LocalContent content = contents.get(i % contents.size());
            submissions.add(() -> submitAndEnd(app(ids.incrementAndGet()), content));
        }

        // when
        List<Future<Boolean>> results = threads.invokeAll(submissions);
        over.set(true);
        for (Future<Boolean> sweeper : sweepers) {
            sweeper.get();
        }
        threads.shutdown();

        // then
        for (Future<Boolean> result : results) {
            assertThat(result.get()).isTrue();
        }
        assertThat(swept.get()).isPositive();
    }

    /** Whether the very file that was provided stays, but for the moments in which a sweep has it in its hands. */
    private boolean submitAndEnd(AppId id, LocalContent content) throws Exception {
        write(id, Fate.LIVE, CLUSTER, Set.of(content.hash()));
        CachedContent provided = cache.provide(content, (what, sent, total) -> {});
        boolean same = true;
        for (int look = 0; look < 5; look++) {
            CachedContent seen = Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> cache.find(content.hash(), content.size()), Optional::isPresent)
                    .orElseThrow();
            same &= seen.modificationTime() == provided.modificationTime();
        }
        yarn.put(id, Fate.ENDED);
        return same;
    }

    private Sweep sweep(Duration retention) {
        return new Sweep(
                CLUSTER,
                new Sweep.Swept(files, claims, new CacheEntries(fileSystem, layout)),
                id -> yarn.getOrDefault(id, Fate.UNKNOWN),
                new SweepDecisions(retention),
                clock,
                () -> false);
    }

    private List<AppId> left() throws IOException {
        return files.list().stream().flatMap(found -> found.id().stream()).toList();
    }

    private void write(AppId id, Fate fate, String cluster, Set<ContentHash> references) throws IOException {
        yarn.put(id, fate);
        files.write(new ApplicationRecord(
                id, "test", cluster, new ApplicationIdentity(new byte[] {1, 2, 3}, "secret"), references));
    }

    private static AppId app(int number) {
        return new AppId("application_1700000000000_%04d".formatted(number));
    }

    private LocalContent content(String text) throws IOException {
        Path file = Files.writeString(Files.createTempFile(folder, "content", ".jar"), text);
        return new LocalContent(file, "job.jar", ContentHash.of(file), Files.size(file), false);
    }
}
