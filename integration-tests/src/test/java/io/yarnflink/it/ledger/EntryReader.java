package io.yarnflink.it.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;

/** Reads one split after the other, no faster than it may. Owned by the task's thread. */
final class EntryReader implements SourceReader<Entry, Portion> {

    private static final long LOOK_AGAIN_MILLIS = 5;

    private final SourceReaderContext context;
    private final Volume volume;
    private final Gate gate;
    private final Pace pace;
    private final List<Portion> portions = new ArrayList<>();
    private boolean asked;
    private boolean noMore;

    EntryReader(SourceReaderContext context, Volume volume, Hold hold) {
        this.context = context;
        this.volume = volume;
        this.gate = new Gate(volume, hold);
        this.pace = new Pace(volume.rate());
    }

    @Override
    public void start() {}

    @Override
    public InputStatus pollNext(ReaderOutput<Entry> output) throws IOException {
        for (int index = 0; index < portions.size(); index++) {
            if (gate.allows(portions.get(index).next())) {
                return giveOne(index, output);
            }
        }
        if (gate.isOpen()) {
            portions.forEach(ended -> output.releaseOutputForSplit(ended.splitId()));
            portions.clear();
        }
        if (noMore) {
            return portions.isEmpty() ? InputStatus.END_OF_INPUT : InputStatus.NOTHING_AVAILABLE;
        }
        if (!asked) {
            asked = true;
            context.sendSplitRequest();
        }
        return InputStatus.NOTHING_AVAILABLE;
    }

    private InputStatus giveOne(int index, ReaderOutput<Entry> output) {
        if (!pace.tryTake()) {
            return InputStatus.NOTHING_AVAILABLE;
        }
        Portion current = portions.get(index);
        Entry entry = volume.entry(current.split(), current.next());
        output.createOutputForSplit(current.splitId()).collect(entry, entry.time);
        portions.set(index, new Portion(current.split(), current.next() + 1));
        return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public List<Portion> snapshotState(long checkpoint) {
        return new ArrayList<>(portions);
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return CompletableFuture.runAsync(
                () -> {}, CompletableFuture.delayedExecutor(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS));
    }

    @Override
    public void addSplits(List<Portion> splits) {
        portions.addAll(splits);
        asked = false;
    }

    @Override
    public void notifyNoMoreSplits() {
        noMore = true;
    }

    @Override
    public void close() {}
}
