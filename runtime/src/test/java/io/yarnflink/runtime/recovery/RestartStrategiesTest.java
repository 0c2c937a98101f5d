package io.yarnflink.runtime.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.program.SubmittedJob;
import java.nio.file.Path;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RestartStrategiesTest {

    private static final long RECORDS = 1_000;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0}, {1}, {2} failures")
    @CsvSource({
        "fixed-delay, attempts: 2; delay: 10 ms, 2",
        "failure-rate, max-failures-per-interval: 5; failure-rate-interval: 1 h; delay: 10 ms, 2",
        "exponential-delay, initial-backoff: 10 ms; max-backoff: 40 ms, 3"
    })
    void shouldStartOverAsOftenAsTheStrategyPermits(String strategy, String keys, int failures) throws Exception {
        try (TestCluster cluster = TestCluster.start(folder)) {
            // given
            FailureCounts.set(strategy, failures);

            // when
            SubmittedJob job = cluster.submit(job(settings(strategy, keys), strategy, false));

            // then
            TestCluster.resultOf(job);
            assertThat(FailureCounts.left(strategy)).isZero();
            assertThat(Output.lines(output())).containsExactlyInAnyOrderElementsOf(Output.numbers(RECORDS));
        }
    }

    private StreamExecutionEnvironment job(Configuration settings, String name, boolean atCheckpoints) {
        DataGeneratorSource<Long> numbers =
                new DataGeneratorSource<>(value -> value, RECORDS, RateLimiterStrategy.perCheckpoint(100), Types.LONG);
        return Numbers.job(settings, numbers, new Troublemaker(name, atCheckpoints), output());
    }

    @ParameterizedTest(name = "{0}, {1}")
    @CsvSource({
        "none, ''",
        "fixed-delay, attempts: 2; delay: 10 ms",
        "failure-rate, max-failures-per-interval: 1; failure-rate-interval: 1 h; delay: 10 ms",
        "exponential-delay, attempts-before-reset-backoff: 2; initial-backoff: 10 ms; max-backoff: 40 ms"
    })
    void shouldFailWithTheCauseWhenTheStrategyPermitsNoMore(String strategy, String keys) throws Exception {
        try (TestCluster cluster = TestCluster.start(folder)) {
            // given
            FailureCounts.set("always", Integer.MAX_VALUE);

            // when
            SubmittedJob job = cluster.submit(job(settings(strategy, keys), "always", false));

            // then
            assertThatThrownBy(() -> TestCluster.resultOf(job))
                    .rootCause()
                    .hasMessageContaining("always fails on purpose");
        }
    }

    @Test
    void shouldStartOverWhenAFunctionCannotTakePartInACheckpoint() throws Exception {
        try (TestCluster cluster = TestCluster.start(folder)) {
            // given
            FailureCounts.set("function", 2);

            // when
            SubmittedJob job =
                    cluster.submit(job(settings("fixed-delay", "attempts: 2; delay: 10 ms"), "function", true));

            // then
            TestCluster.resultOf(job);
            assertThat(FailureCounts.left("function")).isZero();
            assertThat(Output.lines(output())).containsExactlyInAnyOrderElementsOf(Output.numbers(RECORDS));
        }
    }

    private Configuration settings(String strategy, String keys) {
        Configuration settings = TestCluster.settings(folder);
        settings.setString("restart-strategy.type", strategy);
        for (String setting : keys.split("; ", -1)) {
            if (!setting.isEmpty()) {
                String[] parts = setting.split(": ", 2);
                settings.setString("restart-strategy." + strategy + "." + parts[0], parts[1]);
            }
        }
        return settings;
    }

    private Path output() {
        return folder.resolve("output");
    }
}
