package io.yarnflink.runtime.program;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.checkpoint.MasterTriggerRestoreHook;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobgraph.tasks.CheckpointCoordinatorConfiguration;
import org.apache.flink.runtime.jobgraph.tasks.JobCheckpointingSettings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.util.SerializedValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobRequirementsTest {

    private final Configuration configuration = new Configuration();
    private final JobRequirements requirements = new JobRequirements(JobRequirementsTest::onlyHeap);

    @Test
    void shouldAcceptAnOrdinaryStreamingJob() {
        StreamGraph graph = graph(environment());

        assertThat(requirements.problems(graph)).isEmpty();
        assertThat(requirements.problems(graph.getJobGraph())).isEmpty();
    }

    @Test
    void shouldAcceptBatchModeWithRegionsInTheSameSlots() {
        configuration.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
        StreamExecutionEnvironment environment = environment();
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        StreamGraph graph = graph(environment);

        assertThat(requirements.problems(graph)).isEmpty();
        requirements.settle(graph);
        JobGraph jobGraph = graph.getJobGraph();
        assertThat(requirements.problems(jobGraph)).isEmpty();
        assertThat(jobGraph.getSlotSharingGroups()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "execution.batch-shuffle-mode, ALL_EXCHANGES_HYBRID_FULL, execution.batch-shuffle-mode: ALL_EXCHANGES_BLOCKING",
        "jobmanager.scheduler, AdaptiveBatch, jobmanager.scheduler: Default",
        "execution.batch.speculative.enabled, true, execution.batch.speculative.enabled: false",
        "execution.batch.job-recovery.enabled, true, execution.batch.job-recovery.enabled: false"
    })
    void shouldRefuseOfBatchModeWhatIsNotOffered(String key, String value, String instead) {
        configuration.setString(key, value);
        StreamExecutionEnvironment environment = environment();
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);

        assertThat(requirements.problems(graph(environment)))
                .singleElement()
                .asString()
                .contains(instead);
    }

    @Test
    void shouldAcceptCheckpointsAndARestore() {
        configuration.setString("execution.checkpointing.interval", "10 s");
        StreamGraph graph = graph(environment());
        graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath("hdfs:///savepoints/1"));

        assertThat(requirements.problems(graph)).isEmpty();
        assertThat(requirements.problems(graph.getJobGraph())).isEmpty();
    }

    @Test
    void shouldRefuseHooksOnTheJobManager() throws Exception {
        JobGraph graph = graph(environment()).getJobGraph();
        SerializedValue<MasterTriggerRestoreHook.Factory[]> hooks =
                new SerializedValue<>(new MasterTriggerRestoreHook.Factory[0]);
        graph.setSnapshotSettings(new JobCheckpointingSettings(
                CheckpointCoordinatorConfiguration.builder().build(), null, null, null, hooks));

        assertThat(requirements.problems(graph)).singleElement().asString().contains("WithMasterCheckpointHook");
    }

    @Test
    void shouldAskAboutTheStateBackendOfTheJobsOwnConfiguration() {
        StreamExecutionEnvironment environment = environment();
        environment.configure(new Configuration().set(StateBackendOptions.STATE_BACKEND, "rocksdb"));

        assertThat(requirements.problems(graph(environment))).containsExactly("no rocksdb");
    }

    @Test
    void shouldRefuseParallelismThatIsLeftOpen() {
        JobGraph graph = graph(environment()).getJobGraph();
        graph.getVertices().forEach(vertex -> vertex.setParallelism(-1));

        assertThat(requirements.problems(graph))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem).contains("parallelism.default", "-1"));
    }

    @Test
    void shouldFindEverythingAtOnce() {
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.AdaptiveBatch);
        StreamExecutionEnvironment environment = environment();
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);

        List<String> problems = requirements.problems(graph(environment));

        assertThat(problems).hasSize(2);
        assertThat(JobRequirements.refuse("j", problems)).hasMessageContainingAll(problems.toArray(String[]::new));
    }

    private StreamExecutionEnvironment environment() {
        return StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
    }

    private static StreamGraph graph(StreamExecutionEnvironment environment) {
        environment.fromSequence(1, 10).keyBy(x -> x % 2).sum(0).sinkTo(new DiscardingSink<>());
        return environment.getStreamGraph();
    }

    private static Optional<String> onlyHeap(ReadableConfig configuration) {
        return configuration.get(StateBackendOptions.STATE_BACKEND).equals("hashmap")
                ? Optional.empty()
                : Optional.of("no " + configuration.get(StateBackendOptions.STATE_BACKEND));
    }
}
