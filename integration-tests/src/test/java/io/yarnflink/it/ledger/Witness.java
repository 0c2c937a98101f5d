package io.yarnflink.it.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/** Passes lines on, and refuses to be restored unless all subtasks' states are there and of the same checkpoint. */
final class Witness extends RichMapFunction<String, String> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("NullAway.Init") // by initializeState()
    private transient ListState<Tuple3<Long, Integer, Integer>> statements;

    @Override
    public String map(String line) {
        return line;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        statements = context.getOperatorStateStore()
                .getUnionListState(
                        new ListStateDescriptor<>("statements", Types.TUPLE(Types.LONG, Types.INT, Types.INT)));
        if (context.isRestored()) {
            List<Tuple3<Long, Integer, Integer>> all = new ArrayList<>();
            statements.get().forEach(all::add);
            check(all);
        }
    }

    private static void check(List<Tuple3<Long, Integer, Integer>> all) {
        List<Integer> subtasks = all.stream().map(one -> one.f1).sorted().toList();
        long checkpoints = all.stream().map(one -> one.f0).distinct().count();
        long widths = all.stream().map(one -> one.f2).distinct().count();
        boolean complete = widths == 1
                && subtasks.equals(IntStream.range(0, all.get(0).f2).boxed().toList());
        if (checkpoints != 1 || !complete) {
            throw new IllegalStateException(
                    "Expected one statement (checkpoint, subtask, parallelism) of each subtask of one checkpoint, found "
                            + all);
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        statements.update(List.of(Tuple3.of(
                context.getCheckpointId(),
                getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks())));
    }
}
