package io.yarnflink.runtime.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.metrics.ProcessMetrics;
import io.yarnflink.runtime.security.IdentityGenerator;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What jobs count, reporters hear of. */
class ReportersTest {

    private static final long RECORDS = 1000;

    @TempDir
    private Path folder;

    @Test
    void shouldTellReportersWhatTheUsersCodeAndTheProcessesCount() throws Exception {
        // given
        Configuration configuration = configuration();
        configuration.setString("metrics.reporter.here.factory.class", CountingReporterFactory.class.getName());
        configuration.setString("metrics.reporter.here." + CountingReporterFactory.NAME, "here");

        // when
        run(configuration);

        // then
        assertThat(CountingReporterFactory.sum("here", ".seen")).isEqualTo(RECORDS);
        assertThat(CountingReporterFactory.reportedTo("here").keySet())
                .anyMatch(name -> name.endsWith(".half"))
                .anyMatch(name -> name.contains(".taskmanager.") && name.endsWith(".Status.JVM.Threads.Count"))
                .anyMatch(name -> name.endsWith(".jobmanager.numRegisteredTaskManagers"))
                .anyMatch(name -> name.endsWith(".jobmanager.numRunningJobs"))
                .anyMatch(name -> name.contains(".jobmanager.") && name.endsWith(".lastCompletedCheckpointId"))
                .anyMatch(name -> name.contains(".jobmanager.") && name.endsWith(".lastCheckpointDuration"))
                .anyMatch(name -> name.contains(".jobmanager.") && name.endsWith(".lastCheckpointFullSize"))
                .anyMatch(name -> name.contains(".jobmanager.") && name.endsWith(".lastCheckpointExternalPath"))
                .anyMatch(name -> name.endsWith(".jobmanager.Status.JVM.Threads.Count"));
    }

    @Test
    void shouldGoOnWithoutReportersThatCannotBeStarted() throws Exception {
        // given
        Configuration configuration = configuration();
        configuration.setString("metrics.reporter.there.factory.class", "com.example.Nowhere");

        // then
        run(configuration);
    }

    @Test
    void shouldStartNothingWhereNoReporterIsConfigured() {
        assertThat(ProcessMetrics.open(configuration())).isSameAs(ProcessMetrics.UNREPORTED);
    }

    private void run(Configuration configuration) throws Exception {
        try (LocalCluster cluster =
                LocalCluster.start(configuration, new IdentityGenerator().generate(Instant.now()), List.of(), folder)) {
            var unused = cluster.submitter()
                    .submit(job(), ReportersTest.class.getClassLoader())
                    .result()
                    .get(60, TimeUnit.SECONDS);
        }
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, 1);
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1024));
        return configuration;
    }

    private static JobGraph job() {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(new Configuration());
        env.setParallelism(2);
        env.fromSequence(1, RECORDS).keyBy(number -> number).map(new Seeing()).sinkTo(new DiscardingSink<>());
        return env.getStreamGraph().getJobGraph(ReportersTest.class.getClassLoader(), null);
    }

    /** Counts what it sees. */
    private static final class Seeing extends RichMapFunction<Long, Long> {

        private static final long serialVersionUID = 1L;

        @SuppressWarnings("NullAway.Init") // by open()
        private transient Counter seen;

        @Override
        public void open(OpenContext context) {
            seen = getRuntimeContext().getMetricGroup().counter("seen");
            getRuntimeContext().getMetricGroup().gauge("half", (Gauge<Long>) () -> seen.getCount() / 2);
        }

        @Override
        public Long map(Long number) {
            seen.inc();
            return number;
        }
    }
}
