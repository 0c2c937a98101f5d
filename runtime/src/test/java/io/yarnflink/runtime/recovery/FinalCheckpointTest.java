package io.yarnflink.runtime.recovery;

import io.yarnflink.runtime.program.SubmittedJob;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinalCheckpointTest {

    private static final long RECORDS = 1_000;

    @TempDir
    private Path folder;

    @Test
    void shouldCommitTheLastRecordsOfABoundedJob() throws Exception {
        // given
        Configuration settings = TestCluster.settings(folder);
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofHours(1));
        Books books = new Books(RECORDS, 4 * RECORDS, folder.resolve("output"), false);
        try (TestCluster cluster = TestCluster.start(folder)) {

            // when
            SubmittedJob job = cluster.submit(books.job(settings, 2));

            // then
            TestCluster.resultOf(job);
            Output.assertBooksOf(RECORDS, folder.resolve("output"));
        }
    }
}
