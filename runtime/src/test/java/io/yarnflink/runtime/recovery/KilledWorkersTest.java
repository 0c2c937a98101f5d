package io.yarnflink.runtime.recovery;

import io.yarnflink.runtime.program.SubmittedJob;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KilledWorkersTest {

    private static final long RECORDS = 6_000;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "unaligned: {0}")
    @ValueSource(booleans = {false, true})
    void shouldLoseAndDoubleNothingWhenWorkersAreKilled(boolean unaligned) throws Exception {
        // given
        Configuration settings = TestCluster.settings(folder);
        settings.set(CheckpointingOptions.ENABLE_UNALIGNED, unaligned);
        Books books = new Books(RECORDS, 200, folder.resolve("output"), false);
        try (TestCluster cluster = TestCluster.start(folder)) {
            SubmittedJob job = cluster.submit(books.job(settings, 2));

            // when
            for (int kill = 0; kill < 4; kill++) {
                cluster.awaitCheckpoints(job, 3);
                cluster.killAWorker();
            }

            // then
            TestCluster.resultOf(job);
            Output.assertBooksOf(RECORDS, folder.resolve("output"));
        }
    }
}
