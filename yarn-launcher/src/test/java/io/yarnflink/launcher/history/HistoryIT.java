package io.yarnflink.launcher.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.Cleaning;
import io.yarnflink.launcher.CleaningWish;
import io.yarnflink.launcher.KeptCheckpoint;
import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.cache.TestHdfs;
import io.yarnflink.launcher.naming.LogicalName;
import io.yarnflink.launcher.yarn.Fate;
import io.yarnflink.runtime.log.LogEntry;
import io.yarnflink.runtime.log.LogEvent;
import io.yarnflink.runtime.log.LoggedApplication;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedCheckpoint.Kind;
import io.yarnflink.runtime.log.LoggedJob;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HistoryIT {

    private static final LogicalName NAME = new LogicalName("orders");
    private static final Instant NOW = Instant.parse("2026-01-08T00:00:00Z");
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String OTHER_JOB = "fedcba9876543210fedcba9876543210";
    private static final String SHARED = "11111111-2222-3333-4444-555555555555";
    private static final String ALSO_SHARED = "66666666-2222-3333-4444-555555555555";

    @RegisterExtension
    static final TestHdfs HDFS = new TestHdfs();

    private FileSystem fileSystem;
    private CacheLayout layout;

    @BeforeEach
    void open() throws IOException {
        fileSystem = HDFS.newClient();
        layout = new CacheLayout(fileSystem.makeQualified(new Path("/user/me/.yarn-flink")));
    }

    @AfterEach
    void close() throws IOException {
        fileSystem.delete(layout.root(), true);
        fileSystem.close();
    }

    @Test
    void shouldReadTheNewestEntryThatIsNotDamaged() throws Exception {
        // given
        log(1, checkpoint(JOB, 3, 1));
        write(new Path(layout.log(NAME.value(), app(1)), "%019d".formatted(2)), new byte[] {1, 2, 3});

        // when, then
        assertThat(new ApplicationLogs(fileSystem, layout).of(NAME))
                .singleElement()
                .satisfies(known -> assertThat(known.states()).hasSize(1));
    }

    @Test
    void shouldGoOnFromTheOneBeforeIfTheNewestIsDamaged() throws Exception {
        // given
        log(1, checkpoint(JOB, 3, 3), checkpoint(JOB, 4, 2), checkpoint(JOB, 5, 1));
        store(JOB, 3);
        store(JOB, 4);
        fileSystem.delete(new Path(folderOf(JOB, 4), "_metadata"), false);
        write(new Path(folderOf(JOB, 5), "_metadata"), new byte[] {0x49, 0x60});

        // when
        ResumePoint point = ResumePoint.find(fileSystem, layout, NAME);

        // then
        assertThat(point.path()).contains(folderOf(JOB, 3).toString());
        assertThat(point.notices())
                .hasSize(3)
                .anyMatch(notice -> notice.contains("checkpoint 5") && notice.contains("ends after 2 bytes"))
                .anyMatch(notice -> notice.contains("checkpoint 4") && notice.contains("_metadata is missing"));
    }

    @Test
    void shouldRemoveAllButTheNewest() throws Exception {
        // given
        log(1, checkpoint(JOB, 3, 20), checkpoint(JOB, 4, 10));
        store(JOB, 3, shared(JOB, SHARED));
        store(JOB, 4, shared(JOB, ALSO_SHARED));
        share(JOB, SHARED);
        share(JOB, ALSO_SHARED);
        log(2, checkpoint(OTHER_JOB, 1, 1));
        store(OTHER_JOB, 1);

        // when
        Cleaning cleaning = clean(Optional.empty(), new CleaningWish(1, Optional.empty(), false));

        // then
        assertThat(numbers(cleaning.removed())).containsExactly(4L, 3L);
        assertThat(fileSystem.exists(folderOf(JOB, 3).getParent())).isFalse();
        assertThat(fileSystem.exists(folderOf(OTHER_JOB, 1))).isTrue();
        assertThat(fileSystem.exists(layout.log(NAME.value(), app(1)))).isFalse();
        assertThat(fileSystem.exists(layout.log(NAME.value(), app(2)))).isTrue();
    }

    @Test
    void shouldLeaveNothingOfWhatWasBeingCompletedWhenTheApplicationWasKilled() throws Exception {
        // given
        log(1, checkpoint(JOB, 3, 20));
        store(JOB, 3);
        store(JOB, 4);

        // when
        clean(Optional.empty(), new CleaningWish(0, Optional.empty(), false));

        // then
        assertThat(fileSystem.exists(folderOf(JOB, 4).getParent())).isFalse();
    }

    @Test
    void shouldOnlyTellInADryRun() throws Exception {
        // given
        log(1, checkpoint(JOB, 3, 20), checkpoint(JOB, 4, 10));
        store(JOB, 3);
        store(JOB, 4);

        // when
        Cleaning cleaning = clean(Optional.empty(), new CleaningWish(0, Optional.empty(), true));

        // then
        assertThat(numbers(cleaning.removed())).containsExactly(4L, 3L);
        assertThat(fileSystem.exists(folderOf(JOB, 3))).isTrue();
        assertThat(fileSystem.exists(layout.log(NAME.value(), app(1)))).isTrue();
    }

    @Test
    void shouldGoByAge() throws Exception {
        // given
        log(1, checkpoint(JOB, 3, 20), checkpoint(JOB, 4, 10));
        store(JOB, 3);
        store(JOB, 4);

        // when
        Cleaning cleaning = clean(Optional.empty(), new CleaningWish(0, Optional.of(Duration.ofDays(15)), false));

        // then
        assertThat(numbers(cleaning.removed())).containsExactly(3L);
        assertThat(fileSystem.exists(folderOf(JOB, 4))).isTrue();
    }

    @Test
    void shouldKeepSharedFilesThatAKeptCheckpointNames() throws Exception {
        // given two incremental checkpoints with a file in common
        log(1, checkpoint(JOB, 3, 20), checkpoint(JOB, 4, 10));
        store(JOB, 3, shared(JOB, SHARED), shared(JOB, ALSO_SHARED));
        store(JOB, 4, shared(JOB, ALSO_SHARED));
        share(JOB, SHARED);
        share(JOB, ALSO_SHARED);

        // when
        clean(Optional.empty(), new CleaningWish(1, Optional.empty(), false));

        // then
        assertThat(fileSystem.exists(folderOf(JOB, 3))).isFalse();
        assertThat(fileSystem.exists(shared(JOB, SHARED))).isFalse();
        assertThat(fileSystem.exists(shared(JOB, ALSO_SHARED))).isTrue();
    }

    @Test
    void shouldKeepTheFolderOfAJobThatAnApplicationOfAnotherNameGoesOnFrom() throws Exception {
        // given an application that has claimed what this name has left
        log(1, checkpoint(JOB, 3, 20));
        store(JOB, 3, shared(JOB, SHARED));
        share(JOB, SHARED);
        log(new LogicalName("fork"), 2, checkpoint(OTHER_JOB, 4, 1));
        store(OTHER_JOB, 4, shared(JOB, SHARED));

        // when
        clean(Optional.empty(), new CleaningWish(0, Optional.empty(), false));

        // then
        assertThat(fileSystem.exists(folderOf(JOB, 3))).isFalse();
        assertThat(fileSystem.exists(shared(JOB, SHARED))).isTrue();
    }

    @Test
    void shouldTouchNothingOfALiveApplication() throws Exception {
        // given one that goes on from a former one's checkpoint, and has none of its own yet
        log(1, checkpoint(JOB, 3, 20));
        store(JOB, 3);
        log(2);

        // when, then
        Cleaning before = clean(Optional.of(app(2)), new CleaningWish(0, Optional.empty(), false));
        assertThat(before.removed()).isEmpty();
        assertThat(numbers(before.needed())).containsExactly(3L);

        // when it has one
        log(2, checkpoint(OTHER_JOB, 4, 1));
        store(OTHER_JOB, 4);
        Cleaning after = clean(Optional.of(app(2)), new CleaningWish(0, Optional.empty(), false));

        // then
        assertThat(numbers(after.removed())).containsExactly(3L);
        assertThat(fileSystem.exists(folderOf(OTHER_JOB, 4))).isTrue();
    }

    @Test
    void shouldNeverRemoveASavepoint() throws Exception {
        // given
        log(
                1,
                new LoggedCheckpoint(
                        3, Kind.SAVEPOINT, folderOf(JOB, 3).toString(), NOW.toEpochMilli(), NOW.toEpochMilli(), 1));
        store(JOB, 3);

        // when
        Cleaning cleaning = clean(Optional.empty(), new CleaningWish(0, Optional.empty(), false));

        // then
        assertThat(cleaning).isEqualTo(new Cleaning(List.of(), List.of()));
        assertThat(fileSystem.exists(folderOf(JOB, 3))).isTrue();
    }

    @Test
    void shouldForgetEndedApplicationsThatHaveLeftNothing() throws Exception {
        // given one that was killed before its first checkpoint, one after it, and one that runs
        log(1);
        log(2, checkpoint(JOB, 3, 20));
        store(JOB, 3);
        Path graph = new Path(layout.log(NAME.value(), app(2)), "graph-0");
        write(graph, new byte[] {1});
        log(3);
        Path graphOfLive = new Path(layout.log(NAME.value(), app(3)), "graph-0");
        write(graphOfLive, new byte[] {1});

        // when
        new EndedLogs(fileSystem, layout).sweep(id -> id.equals(app(3)) ? Fate.LIVE : Fate.ENDED, () -> false);

        // then
        assertThat(new ApplicationLogs(fileSystem, layout).of(NAME))
                .extracting(FormerApplication::id)
                .containsExactly(app(3), app(2));
        assertThat(fileSystem.exists(graph)).isFalse();
        assertThat(fileSystem.exists(graphOfLive)).isTrue();
        assertThat(fileSystem.exists(folderOf(JOB, 3))).isTrue();
    }

    private Cleaning clean(Optional<AppId> live, CleaningWish wish) throws IOException {
        return new Cleaner(fileSystem, layout).clean(NAME, live, wish, NOW);
    }

    private static List<Long> numbers(List<KeptCheckpoint> states) {
        return states.stream().map(state -> state.view().id()).toList();
    }

    private LoggedCheckpoint checkpoint(String job, long id, int daysAgo) {
        long then = NOW.minus(Duration.ofDays(daysAgo)).toEpochMilli();
        return new LoggedCheckpoint(id, Kind.CHECKPOINT, folderOf(job, id).toString(), then, then + 5, 10);
    }

    private void log(int number, LoggedCheckpoint... checkpoints) throws IOException {
        log(NAME, number, checkpoints);
    }

    private void log(LogicalName name, int number, LoggedCheckpoint... checkpoints) throws IOException {
        List<LoggedJob> jobs = new ArrayList<>();
        if (checkpoints.length > 0) {
            String job = new Path(checkpoints[0].path()).getParent().getName();
            jobs.add(new LoggedJob(0, job, "job", Optional.empty(), Arrays.asList(checkpoints), Optional.empty()));
        }
        LogEntry entry = new LogEntry(
                1,
                1,
                "writer",
                NOW.toEpochMilli(),
                new LogEvent.Claimed(1, "host:1"),
                new LoggedApplication(name.value(), app(number).value(), "host:1", 1, 0, jobs, Optional.empty()));
        write(new Path(layout.log(name.value(), app(number)), "%019d".formatted(1)), entry.encode());
    }

    private Path folderOf(String job, long id) {
        return new Path(layout.checkpoints(), job + "/chk-" + id);
    }

    private Path shared(String job, String name) {
        return new Path(layout.checkpoints(), job + "/shared/" + name);
    }

    private void share(String job, String name) throws IOException {
        write(shared(job, name), new byte[] {1});
    }

    /** Metadata with the beginning of Flink's, and paths as Flink writes them. */
    private void store(String job, long id, Path... shared) throws IOException {
        byte[] paths = String.join(
                        "\0", Arrays.stream(shared).map(Path::toString).toList())
                .getBytes(StandardCharsets.UTF_8);
        write(
                new Path(folderOf(job, id), "_metadata"),
                ByteBuffer.allocate(8 + paths.length)
                        .putInt(0x4960672d)
                        .putInt(4)
                        .put(paths)
                        .array());
    }

    private void write(Path file, byte[] content) throws IOException {
        try (OutputStream out = fileSystem.create(file, true)) {
            out.write(content);
        }
    }

    private static AppId app(int number) {
        return new AppId("application_1700000000000_%04d".formatted(number));
    }
}
