package io.yarnflink.it.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.jspecify.annotations.Nullable;

/** Hands out one split to whoever asks. Owned by the coordinator's thread. */
final class EntryEnumerator implements SplitEnumerator<Portion, List<Portion>> {

    private final SplitEnumeratorContext<Portion> context;
    private final Deque<Portion> pending;

    EntryEnumerator(SplitEnumeratorContext<Portion> context, List<Portion> pending) {
        this.context = context;
        this.pending = new ArrayDeque<>(pending);
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtask, @Nullable String host) {
        Portion next = pending.poll();
        if (next == null) {
            context.signalNoMoreSplits(subtask);
        } else {
            context.assignSplit(next, subtask);
        }
    }

    @Override
    public void addSplitsBack(List<Portion> splits, int subtask) {
        splits.forEach(pending::push);
    }

    @Override
    public void addReader(int subtask) {}

    @Override
    public List<Portion> snapshotState(long checkpoint) {
        return List.copyOf(pending);
    }

    @Override
    public void close() {}
}
