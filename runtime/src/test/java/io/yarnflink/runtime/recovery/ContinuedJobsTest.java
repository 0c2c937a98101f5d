package io.yarnflink.runtime.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.program.SubmittedJob;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContinuedJobsTest {

    private static final long RECORDS = 6_000;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "canonical: {0}")
    @ValueSource(booleans = {false, true})
    void shouldGoOnWithAnotherParallelismAfterASavepoint(boolean canonical) throws Exception {
        try (TestCluster cluster = TestCluster.start(folder)) {
            // given
            String first = stop(cluster, cluster.submit(books(false, 200).job(settings(), 2)), canonical);

            // when
            String second = stop(cluster, cluster.submit(books(true, 200).job(from(first), 3)), canonical);
            TestCluster.resultOf(cluster.submit(books(true, 2_000).job(from(second), 1)));

            // then
            Output.assertBooksOf(RECORDS, folder.resolve("output"));
        }
    }

    @Test
    void shouldLetAJobGoOnAfterASavepoint() throws Exception {
        try (TestCluster cluster = TestCluster.start(folder)) {
            // given
            SubmittedJob job = cluster.submit(books(false, 300).job(settings(), 2));
            cluster.awaitCheckpoints(job, 2);

            // when
            String savepoint = job.savepoint(CheckpointPurpose.SAVEPOINT, Optional.empty(), false)
                    .get(60, TimeUnit.SECONDS);

            // then
            TestCluster.resultOf(job);
            Output.assertBooksOf(RECORDS, folder.resolve("output"));
            assertThat(Path.of(java.net.URI.create(savepoint)).resolve("_metadata"))
                    .exists();
        }
    }

    @Test
    void shouldEndAsIfTheInputHadEndedWhenDrained() throws Exception {
        try (TestCluster cluster = TestCluster.start(folder)) {
            // given
            SubmittedJob job = cluster.submit(books(false, 200).job(settings(), 2));
            cluster.awaitCheckpoints(job, 3);

            // when
            job.savepoint(
                            CheckpointPurpose.DRAIN,
                            Optional.of(folder.resolve("elsewhere").toUri().toString()),
                            true)
                    .get(60, TimeUnit.SECONDS);

            // then
            assertThat(cluster.phase(job)).isEqualTo(JobPhase.FINISHED);
            long records = Output.lines(folder.resolve("output")).stream()
                    .filter(line -> line.startsWith("record "))
                    .count();
            long timers = Output.lines(folder.resolve("output")).stream()
                    .filter(line -> line.startsWith("timer "))
                    .count();
            assertThat(timers).isEqualTo(records).isPositive();
        }
    }

    private String stop(TestCluster cluster, SubmittedJob job, boolean canonical) throws Exception {
        cluster.awaitCheckpoints(job, 3);
        String path = job.savepoint(CheckpointPurpose.SUSPEND, Optional.empty(), canonical)
                .get(60, TimeUnit.SECONDS);
        assertThat(cluster.phase(job)).isEqualTo(JobPhase.FINISHED);
        return path;
    }

    private Books books(boolean rulesMustBeThere, long perCheckpoint) {
        return new Books(RECORDS, perCheckpoint, folder.resolve("output"), rulesMustBeThere);
    }

    private Configuration settings() {
        return TestCluster.settings(folder);
    }

    private Configuration from(String savepoint) {
        Configuration settings = settings();
        settings.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        return settings;
    }
}
