package io.yarnflink.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.program.SubmittedJob;
import io.yarnflink.runtime.security.IdentityGenerator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalClusterTest {

    private static final long RECORDS = 20_000;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "parallelism {0}, {1} slots per worker")
    @CsvSource({"1, 1", "2, 1", "4, 2", "3, 4"})
    void shouldCountEachRecordOnceThroughAKeyedExchange(int parallelism, int slots) throws Exception {
        // given
        try (LocalCluster cluster = start(slots)) {
            // when
            SubmittedJob job = cluster.submitter().submit(countingJob(parallelism), classes());
            JobExecutionResult result = job.result().get(60, TimeUnit.SECONDS);

            // then
            assertThat(result.<Long>getAccumulatorResult(Tally.RECORDS)).isEqualTo(RECORDS);
            assertThat(result.<Long>getAccumulatorResult(Tally.SUM)).isEqualTo(RECORDS * (RECORDS - 1) / 2);
        }
    }

    @Test
    void shouldFailWithTheRootCause() throws Exception {
        // given
        StreamExecutionEnvironment env = environment(2);
        env.fromSequence(0, RECORDS - 1)
                .keyBy(value -> value % 7)
                .map(value -> {
                    if (value == 1234) {
                        throw new IllegalStateException("record 1234 is not welcome");
                    }
                    return value;
                })
                .returns(Types.LONG)
                .map(new Tally())
                .sinkTo(new DiscardingSink<>());
        try (LocalCluster cluster = start(1)) {
            // when
            SubmittedJob job = cluster.submitter().submit(graphOf(env), classes());

            // then
            assertThatThrownBy(() -> job.result().get(60, TimeUnit.SECONDS))
                    .rootCause()
                    .hasMessageContaining("record 1234 is not welcome");
        }
    }

    @Test
    void shouldCancelAnEndlessJob() throws Exception {
        // given
        StreamExecutionEnvironment env = environment(2);
        env.fromSequence(0, Long.MAX_VALUE - 1)
                .keyBy(value -> value % 7)
                .map(new Tally())
                .sinkTo(new DiscardingSink<>());
        try (LocalCluster cluster = start(1)) {
            SubmittedJob job = cluster.submitter().submit(graphOf(env), classes());

            // when
            job.cancel().get();

            // then
            assertThatThrownBy(() -> job.result().get(60, TimeUnit.SECONDS)).hasMessageContaining("was canceled");
        }
    }

    private LocalCluster start(int slots) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, slots);
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1024));
        return LocalCluster.start(configuration, new IdentityGenerator().generate(Instant.now()), List.of(), folder);
    }

    private static JobGraph countingJob(int parallelism) {
        StreamExecutionEnvironment env = environment(parallelism);
        env.fromSequence(0, RECORDS - 1)
                .keyBy(value -> value % 101)
                .map(new Tally())
                .sinkTo(new DiscardingSink<>());
        return graphOf(env);
    }

    private static StreamExecutionEnvironment environment(int parallelism) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(new Configuration());
        env.setParallelism(parallelism);
        return env;
    }

    private static JobGraph graphOf(StreamExecutionEnvironment env) {
        return env.getStreamGraph().getJobGraph(classes(), null);
    }

    private static ClassLoader classes() {
        return LocalClusterTest.class.getClassLoader();
    }
}
