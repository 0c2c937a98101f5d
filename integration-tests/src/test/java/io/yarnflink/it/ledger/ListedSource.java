package io.yarnflink.it.ledger;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.source.legacy.RichParallelSourceFunction;

/** Entries from splits that are kept in operator list state: split by split, redistributed at another parallelism. */
@SuppressWarnings("deprecation") // users have such sources
public final class ListedSource extends RichParallelSourceFunction<Entry> implements CheckpointedFunction {

    private static final long serialVersionUID = 1L;
    private static final long LOOK_AGAIN_MILLIS = 5;

    private final Volume volume;
    private final Hold hold;
    /** Written and read with the checkpoint lock held, as all of Flink's source functions do. */
    private final List<Portion> portions = new ArrayList<>();

    private volatile boolean canceled;

    @SuppressWarnings("NullAway.Init") // by initializeState()
    private transient ListState<Tuple2<Integer, Long>> state;

    ListedSource(Volume volume, Hold hold) {
        this.volume = volume;
        this.hold = hold;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        state = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("portions", Types.TUPLE(Types.INT, Types.LONG)));
        if (context.isRestored()) {
            state.get().forEach(portion -> portions.add(new Portion(portion.f0, portion.f1)));
            return;
        }
        int index = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        int width = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
        for (int split = index; split < volume.splits(); split += width) {
            portions.add(new Portion(volume.firstSplit() + split, 0));
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        state.update(portions.stream()
                .map(portion -> Tuple2.of(portion.split(), portion.next()))
                .toList());
    }

    @Override
    public void run(SourceContext<Entry> context) throws Exception {
        Gate gate = new Gate(volume, hold);
        Pace pace = new Pace(volume.rate());
        while (!canceled && !portions.isEmpty()) {
            int index = 0;
            while (index < portions.size() && !gate.allows(portions.get(index).next())) {
                index++;
            }
            if (index < portions.size() && pace.tryTake()) {
                giveOne(index, context);
            } else if (index < portions.size() || !gate.isOpen()) {
                Thread.sleep(LOOK_AGAIN_MILLIS);
            } else {
                synchronized (context.getCheckpointLock()) {
                    portions.clear();
                }
            }
        }
    }

    private void giveOne(int index, SourceContext<Entry> context) {
        synchronized (context.getCheckpointLock()) {
            Portion current = portions.get(index);
            Entry entry = volume.entry(current.split(), current.next());
            context.collectWithTimestamp(entry, entry.time);
            portions.set(index, new Portion(current.split(), current.next() + 1));
        }
    }

    @Override
    public void cancel() {
        canceled = true;
    }
}
