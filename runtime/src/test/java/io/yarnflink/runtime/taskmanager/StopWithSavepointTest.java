package io.yarnflink.runtime.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.state.CheckpointStorageLocationReference;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Savepoints after which tasks end by themselves. */
class StopWithSavepointTest {

    private static final long NUMBERS = 1_000;

    private final Configuration configuration = new Configuration();
    private final Configuration jobConfiguration = new Configuration();
    private final CheckpointPrograms.Seen seen = new CheckpointPrograms.Seen();

    @TempDir
    Path directory;

    @BeforeEach
    void configure() {
        jobConfiguration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                directory.resolve("checkpoints").toUri().toString());
    }

    @AfterEach
    void letFlow() {
        Faucet.reset();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldEndTasksOnceTheSavepointIsConfirmed(boolean drain) throws Exception {
        // given: a job that takes no checkpoints of its own
        jobConfiguration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            List<TestJob.Placed> tasks = deploy(workers);
            TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);

            // when
            checkpoints.take(1, savepoint(drain));

            // then
            assertThat(savepointFiles()).isPositive();
            assertThat(tasks).allMatch(task -> workers.jobManager.end(task).isEmpty());
            checkpoints.confirm(1, 0);
            assertThat(workers.awaitEnds(tasks))
                    .extracting(AttemptStatus::state)
                    .containsOnly(AttemptState.FINISHED);
            assertThat(seen.total()).isEqualTo(NUMBERS * CheckpointPrograms.PARALLELISM);
            assertThat(seen.timers).hasSize(drain ? CheckpointPrograms.KEYS : 0);
            workers.awaitNothingHeld();
        }
    }

    @Test
    void shouldGoOnAfterASavepointThatIsForPeople() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            List<TestJob.Placed> tasks = deploy(workers);
            TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);

            // when
            checkpoints.take(1, options(SavepointType.savepoint(SavepointFormatType.CANONICAL)));
            Faucet.limit(2 * NUMBERS);

            // then
            await().atMost(TestWorkers.PATIENCE)
                    .until(() -> seen.total() == 2 * NUMBERS * CheckpointPrograms.PARALLELISM);
            workers.cancel(tasks);
            workers.awaitEnds(tasks);
        }
    }

    @Test
    void shouldFailTasksWhoseLastSavepointHasFailed() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(2, configuration, directory)) {
            List<TestJob.Placed> tasks = deploy(workers);
            TestCheckpoints checkpoints = new TestCheckpoints(workers, tasks);
            checkpoints.take(1, savepoint(false));

            // when
            checkpoints.abort(1, 0);

            // then
            assertThat(workers.awaitEnds(tasks))
                    .extracting(AttemptStatus::state)
                    .contains(AttemptState.FAILED);
            workers.awaitNothingHeld();
        }
    }

    private List<TestJob.Placed> deploy(TestWorkers workers) throws Exception {
        Faucet.limit(NUMBERS);
        List<TestJob.Placed> tasks = workers.deploy(new TestJob(
                CheckpointPrograms.counting(Long.MAX_VALUE, jobConfiguration, seen), workers.registrations()));
        await().atMost(TestWorkers.PATIENCE).until(() -> seen.total() == NUMBERS * CheckpointPrograms.PARALLELISM);
        workers.awaitState(tasks, AttemptState.RUNNING);
        return tasks;
    }

    private CheckpointOptions savepoint(boolean drain) throws IOException {
        return options(
                drain
                        ? SavepointType.terminate(SavepointFormatType.CANONICAL)
                        : SavepointType.suspend(SavepointFormatType.CANONICAL));
    }

    private CheckpointOptions options(SavepointType type) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("savepoint"));
        CheckpointStorageLocationReference place = AbstractFsCheckpointStorageAccess.encodePathAsReference(
                new org.apache.flink.core.fs.Path(folder.toUri()));
        // Tasks of a job without checkpoints do not align barriers.
        return CheckpointOptions.notExactlyOnce(type, place);
    }

    private long savepointFiles() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("savepoint"))) {
            return files.filter(Files::isRegularFile).count();
        }
    }
}
