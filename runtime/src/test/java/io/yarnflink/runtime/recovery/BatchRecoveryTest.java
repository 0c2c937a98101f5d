package io.yarnflink.runtime.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.local.Tally;
import io.yarnflink.runtime.program.SubmittedJob;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchRecoveryTest {

    private static final long RECORDS = 2_000;
    private static final AtomicBoolean READING = new AtomicBoolean();
    private static final AtomicBoolean MAY_READ = new AtomicBoolean();

    @TempDir
    private Path folder;

    @Test
    void shouldMakeAgainWhatWasLostWithAWorker() throws Exception {
        // given: a job whose first region has finished
        READING.set(false);
        MAY_READ.set(false);
        Configuration settings = TestCluster.settings(folder);
        settings.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
        env.setRuntimeMode(RuntimeExecutionMode.BATCH);
        env.setParallelism(2);
        env.fromSequence(0, RECORDS - 1)
                .rebalance()
                .map(new Waiting())
                .keyBy(number -> number % 7)
                .map(new Tally())
                .sinkTo(new DiscardingSink<>());
        try (TestCluster cluster = TestCluster.start(folder)) {
            SubmittedJob job = cluster.submit(env);
            await().atMost(TestCluster.PATIENCE).untilTrue(READING);

            // when
            cluster.killAWorker();
            MAY_READ.set(true);

            // then
            JobExecutionResult result = TestCluster.resultOf(job);
            assertThat(result.<Long>getAccumulatorResult(Tally.RECORDS)).isEqualTo(RECORDS);
            assertThat(result.<Long>getAccumulatorResult(Tally.SUM)).isEqualTo(RECORDS * (RECORDS - 1) / 2);
        }
    }

    /** Waits at its first record. */
    private static final class Waiting implements MapFunction<Long, Long> {

        private static final long serialVersionUID = 1L;

        @Override
        public Long map(Long number) throws Exception {
            READING.set(true);
            while (!MAY_READ.get()) {
                Thread.sleep(5);
            }
            return number;
        }
    }
}
