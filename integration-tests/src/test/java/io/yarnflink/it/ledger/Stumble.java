package io.yarnflink.it.ledger;

import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Passes entries on and fails where it is told to. */
final class Stumble extends RichMapFunction<Entry, Entry> {

    private static final long serialVersionUID = 1L;

    private final List<Long> failAt;
    private long seen;

    /** @param failAt at which of its entries, counted from 1, the first subtask's first, second... attempt fails */
    Stumble(List<Long> failAt) {
        this.failAt = failAt;
    }

    @Override
    public void open(OpenContext context) {
        seen = 0;
    }

    @Override
    public Entry map(Entry entry) {
        seen++;
        int attempt = getRuntimeContext().getTaskInfo().getAttemptNumber();
        boolean first = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
        if (first && attempt < failAt.size() && failAt.get(attempt) == seen) {
            throw new IllegalStateException("attempt " + attempt + " was to fail at entry " + seen);
        }
        return entry;
    }
}
