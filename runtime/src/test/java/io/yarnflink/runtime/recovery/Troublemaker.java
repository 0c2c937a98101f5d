package io.yarnflink.runtime.recovery;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Passes records on and fails as often as {@link FailureCounts} says.
 *
 * @param name of the count
 * @param atCheckpoints whether it fails when a checkpoint is taken, or at the record 500
 */
record Troublemaker(String name, boolean atCheckpoints) implements MapFunction<Long, Long>, CheckpointedFunction {

    @Override
    public Long map(Long value) {
        if (!atCheckpoints && value == 500) {
            FailureCounts.mayFail(name);
        }
        return value;
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        if (atCheckpoints) {
            FailureCounts.mayFail(name);
        }
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {}
}
