package io.yarnflink.runtime.recovery;

import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Counts what passes, in list state that is split among subtasks and in list state of which every subtask gets all. At
 * the end of its input each subtask adds its counts to the stream, as negative numbers: {@code -2n} for the split state,
 * and {@code -2n - 1} for the other.
 */
final class Ledger extends AbstractStreamOperator<Long> implements OneInputStreamOperator<Long, Long>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<Long> split;

    @SuppressWarnings("NullAway.Init")
    private transient ListState<Long> union;

    private transient long splitCount;
    private transient long unionCount;

    static boolean isSplitCount(long value) {
        return value < 0 && value % 2 == 0;
    }

    /** The count that a negative number stands for. */
    static long countOf(long value) {
        return isSplitCount(value) ? -value / 2 : (-value - 1) / 2;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        split = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("split", Types.LONG));
        union = context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("union", Types.LONG));
        for (long part : split.get()) {
            splitCount += part;
        }
        // Every subtask gets all of it; one keeps it.
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            for (long part : union.get()) {
                unionCount += part;
            }
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        // In several parts, so that there is something to split.
        long third = splitCount / 3;
        split.update(java.util.List.of(third, third, splitCount - 2 * third));
        union.update(java.util.List.of(unionCount));
    }

    @Override
    public void processElement(StreamRecord<Long> element) {
        splitCount++;
        unionCount++;
        output.collect(element);
    }

    @Override
    public void endInput() {
        output.collect(new StreamRecord<>(-2 * splitCount, Long.MAX_VALUE - 1));
        output.collect(new StreamRecord<>(-2 * unionCount - 1, Long.MAX_VALUE - 1));
    }
}
