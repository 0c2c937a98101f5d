package io.yarnflink.runtime.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.files.LiveFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Into how many files the state of two TaskManagers goes: on each, four operators with 50 KB. */
class MergedFilesTest {

    private static final CheckpointOptions ALIGNED = CheckpointOptions.forCheckpointWithDefaultLocation();
    private static final int OPERATORS = 4;
    private static final int BYTES = 50_000;

    private final Configuration configuration = new Configuration();
    private final Configuration jobConfiguration = new Configuration();
    private final CheckpointPrograms.Seen seen = new CheckpointPrograms.Seen();

    @TempDir
    Path directory;

    @BeforeEach
    void configure() throws IOException {
        Files.createDirectories(checkpointFolder());
        Faucet.limit(1_000);
        jobConfiguration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        jobConfiguration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                checkpointFolder().toUri().toString());
    }

    @AfterEach
    void letFlow() {
        Faucet.reset();
    }

    @Test
    void shouldNeedNoFileForAJobWithLittleState() throws Exception {
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            // given
            TestCheckpoints checkpoints = new TestCheckpoints(workers, deploy(workers));

            // when
            checkpoints.take(1, ALIGNED);

            // then
            assertThat(files()).isEmpty();
            assertThat(checkpoints.snapshots(1).values().stream()
                            .mapToLong(snapshot -> snapshot.state().length)
                            .sum())
                    .isGreaterThan(2L * OPERATORS * BYTES);
        }
    }

    @Test
    void shouldWriteAFileForEachStateWhereTheUserWantsIt() throws Exception {
        // given
        jobConfiguration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ofMebiBytes(0));
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            TestCheckpoints checkpoints = new TestCheckpoints(workers, deploy(workers));

            // when
            checkpoints.take(1, ALIGNED);

            // then
            assertThat(files()).hasSizeGreaterThanOrEqualTo(2 * OPERATORS);
        }
    }

    @Test
    void shouldMergeFilesAndDeleteThoseThatNobodyNeeds() throws Exception {
        // given
        jobConfiguration.set(CheckpointingOptions.FILE_MERGING_ENABLED, true);
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            List<TestJob.Placed> tasks = deploy(workers);
            TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);

            // when, then: one file for each TaskManager
            checkpoints.take(1, ALIGNED);
            checkpoints.confirm(1, 0);
            List<Path> first = files();
            assertThat(first).hasSize(2);

            // when, then: those of a subsumed checkpoint go
            checkpoints.take(2, ALIGNED);
            checkpoints.confirm(2, 1);
            await().atMost(TestWorkers.PATIENCE)
                    .untilAsserted(() -> assertThat(files()).hasSize(2).doesNotContainAnyElementsOf(first));
            List<Path> second = files();

            // when, then: those of a failed checkpoint go
            checkpoints.take(3, ALIGNED);
            assertThat(files()).hasSize(4);
            checkpoints.abort(3, 2);
            await().atMost(TestWorkers.PATIENCE)
                    .untilAsserted(() -> assertThat(files()).containsExactlyInAnyOrderElementsOf(second));

            // when, then: what is needed stays after the end, and nothing is open
            workers.cancel(tasks);
            workers.awaitEnds(tasks);
            workers.awaitNothingHeld();
            assertThat(files()).containsExactlyInAnyOrderElementsOf(second);
            assertThat(OpenFiles.under(checkpointFolder())).isEmpty();
        }
    }

    private List<TestJob.Placed> deploy(TestWorkers workers) throws Exception {
        List<TestJob.Placed> tasks = workers.deploy(new TestJob(
                CheckpointPrograms.keeping(OPERATORS, BYTES, jobConfiguration, seen), workers.registrations()));
        workers.awaitState(tasks, AttemptState.RUNNING);
        // Every key has gone through all operators.
        await().atMost(TestWorkers.PATIENCE)
                .until(() -> seen.total() == 1_000L * CheckpointPrograms.PARALLELISM * OPERATORS);
        return tasks;
    }

    private Path checkpointFolder() {
        return directory.resolve("checkpoints");
    }

    private List<Path> files() {
        try {
            return LiveFolder.files(checkpointFolder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
