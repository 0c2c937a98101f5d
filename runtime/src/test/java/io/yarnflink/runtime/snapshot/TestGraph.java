package io.yarnflink.runtime.snapshot;

import java.util.List;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.CheckpointRetentionPolicy;
import org.apache.flink.runtime.io.network.partition.ResultPartitionType;
import org.apache.flink.runtime.jobgraph.DistributionPattern;
import org.apache.flink.runtime.jobgraph.IntermediateDataSetID;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobgraph.tasks.CheckpointCoordinatorConfiguration;
import org.apache.flink.runtime.jobgraph.tasks.JobCheckpointingSettings;

/**
 * A job for tests: a source with a coordinator, and a vertex in which an operator with keyed state is chained to a sink.
 */
final class TestGraph {

    static final OperatorID SOURCE = new OperatorID(1, 1);
    static final OperatorID COUNT = new OperatorID(2, 2);
    static final OperatorID SINK = new OperatorID(3, 3);

    private int sources = 1;
    private int counters = 2;
    private int maxParallelism = JobVertex.MAX_PARALLELISM_DEFAULT;
    private OperatorIDPair count = OperatorIDPair.of(COUNT, null, "count", "count-uid");
    private SavepointRestoreSettings restore = SavepointRestoreSettings.none();
    private CheckpointRetentionPolicy retention = CheckpointRetentionPolicy.NEVER_RETAIN_AFTER_TERMINATION;
    private boolean unaligned;

    static TestGraph job() {
        return new TestGraph();
    }

    TestGraph sources(int parallelism) {
        sources = parallelism;
        return this;
    }

    TestGraph counters(int parallelism) {
        counters = parallelism;
        return this;
    }

    TestGraph maxParallelism(int keyGroups) {
        maxParallelism = keyGroups;
        return this;
    }

    /** Gives the operator with keyed state another identity. */
    TestGraph countingAs(OperatorIDPair operator) {
        count = operator;
        return this;
    }

    TestGraph from(String path, RecoveryClaimMode mode) {
        restore = SavepointRestoreSettings.forPath(path, restore.allowNonRestoredState(), mode);
        return this;
    }

    TestGraph leavingStateBehind() {
        restore = SavepointRestoreSettings.forPath(restore.getRestorePath(), true, restore.getRecoveryClaimMode());
        return this;
    }

    TestGraph retaining(ExternalizedCheckpointRetention policy) {
        retention = switch (policy) {
            case RETAIN_ON_CANCELLATION -> CheckpointRetentionPolicy.RETAIN_ON_CANCELLATION;
            case DELETE_ON_CANCELLATION -> CheckpointRetentionPolicy.RETAIN_ON_FAILURE;
            case NO_EXTERNALIZED_CHECKPOINTS -> CheckpointRetentionPolicy.NEVER_RETAIN_AFTER_TERMINATION;
        };
        return this;
    }

    TestGraph unaligned() {
        unaligned = true;
        return this;
    }

    JobGraph build() {
        JobVertex source = new JobVertex(
                "Source", new JobVertexID(0, 1), List.of(OperatorIDPair.of(SOURCE, null, "numbers", "source-uid")));
        source.setParallelism(sources);
        JobVertex counting = new JobVertex(
                "Count -> Sink",
                new JobVertexID(0, 2),
                List.of(OperatorIDPair.of(SINK, null, "sink", "sink-uid"), count));
        counting.setParallelism(counters);
        counting.setMaxParallelism(maxParallelism);
        counting.connectNewDataSetAsInput(
                source,
                DistributionPattern.ALL_TO_ALL,
                ResultPartitionType.PIPELINED_BOUNDED,
                new IntermediateDataSetID(),
                false,
                false);
        JobGraph graph = new JobGraph(null, "counting", source, counting);
        graph.setSavepointRestoreSettings(restore);
        graph.setSnapshotSettings(new JobCheckpointingSettings(
                CheckpointCoordinatorConfiguration.builder()
                        .setCheckpointInterval(1000)
                        .setCheckpointTimeout(60_000)
                        .setMinPauseBetweenCheckpoints(20)
                        .setTolerableCheckpointFailureNumber(3)
                        .setEnableCheckpointsAfterTasksFinish(true)
                        .setUnalignedCheckpointsEnabled(unaligned)
                        .setCheckpointRetentionPolicy(retention)
                        .build(),
                null));
        return graph;
    }
}
