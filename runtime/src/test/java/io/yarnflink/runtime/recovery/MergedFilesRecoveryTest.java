package io.yarnflink.runtime.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.files.LiveFolder;
import io.yarnflink.runtime.program.SubmittedJob;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that TaskManagers own, while TaskManagers die. */
class MergedFilesRecoveryTest {

    private static final long RECORDS = 6_000;

    @TempDir
    private Path folder;

    @Test
    void shouldRestartFromMergedFilesOfKilledWorkersAndLeaveNone() throws Exception {
        // given
        Configuration settings = TestCluster.settings(folder);
        settings.set(CheckpointingOptions.FILE_MERGING_ENABLED, true);
        Books books = new Books(RECORDS, 200, folder.resolve("output"), false);
        try (TestCluster cluster = TestCluster.start(folder)) {
            SubmittedJob job = cluster.submit(books.job(settings, 2));

            // when
            for (int kill = 0; kill < 3; kill++) {
                cluster.awaitCheckpoints(job, 3);
                assertThat(files()).anyMatch(file -> file.toString().contains("taskowned"));
                cluster.killAWorker();
            }

            // then
            TestCluster.resultOf(job);
            Output.assertBooksOf(RECORDS, folder.resolve("output"));
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(files()).isEmpty());
        }
    }

    private List<Path> files() throws IOException {
        return LiveFolder.files(folder.resolve("checkpoints"));
    }
}
