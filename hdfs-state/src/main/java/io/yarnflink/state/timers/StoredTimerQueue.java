package io.yarnflink.state.timers;

import io.yarnflink.state.columns.KeyLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.apache.flink.runtime.state.InternalPriorityQueue;
import org.apache.flink.runtime.state.heap.AbstractHeapPriorityQueueElement;
import org.apache.flink.util.CloseableIterator;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/**
 * The timers of one key group, as a set. The order of their bytes is the order in which they fire. The first few rows are
 * also kept here. Owned by the task's thread.
 */
final class StoredTimerQueue<T> extends AbstractHeapPriorityQueueElement implements InternalPriorityQueue<T> {

    private final TimerColumn<T> column;
    private final byte[] keyGroup;
    private final int capacity;
    private final TreeSet<byte[]> first = new TreeSet<>(Arrays::compareUnsigned);

    /** Everything before this row is here; looking into the store begins with it, and passes nothing that was removed. */
    private byte[] hereBefore;

    private boolean allHere;
    private @Nullable T head;

    /** @param capacity how many rows are kept here at most */
    StoredTimerQueue(TimerColumn<T> column, byte[] keyGroup, int capacity) {
        this.column = column;
        this.keyGroup = keyGroup;
        this.capacity = capacity;
        this.hereBefore = keyGroup;
    }

    @Override
    public @Nullable T peek() {
        if (head == null) {
            byte[] row = firstRow();
            head = row == null ? null : column.timer(row);
        }
        return head;
    }

    @Override
    public @Nullable T poll() {
        byte[] row = firstRow();
        if (row == null) {
            return null;
        }
        T timer = head == null ? column.timer(row) : head;
        first.pollFirst();
        column.delete(row);
        head = null;
        return timer;
    }

    /** Adds {@code timer} unless it is in, and says whether the first one is another now. */
    @Override
    public boolean add(T timer) {
        byte[] before = firstRow();
        byte[] row = column.row(keyGroup, timer);
        if (belongsHere(row) && !first.add(row)) {
            return false;
        }
        column.put(row);
        if (first.size() > capacity) {
            hereBefore = first.pollLast();
            allHere = false;
        }
        boolean leads = before == null || Arrays.compareUnsigned(row, before) < 0;
        if (leads) {
            head = null;
        }
        return leads;
    }

    /** Removes {@code timer} if it is in, and says whether the first one is another now. */
    @Override
    public boolean remove(T timer) {
        byte[] before = firstRow();
        if (before == null) {
            return false;
        }
        byte[] row = column.row(keyGroup, timer);
        boolean leads = Arrays.equals(row, before);
        if (belongsHere(row) && !first.remove(row)) {
            return false;
        }
        column.delete(row);
        if (leads) {
            head = null;
        }
        return leads;
    }

    @Override
    public boolean isEmpty() {
        return firstRow() == null;
    }

    @Override
    public int size() {
        return allHere ? first.size() : rows().size();
    }

    @Override
    public void addAll(@Nullable Collection<? extends T> timers) {
        if (timers != null) {
            timers.forEach(this::add);
        }
    }

    @Override
    public CloseableIterator<T> iterator() {
        return CloseableIterator.adapterForIterator(
                rows().stream().map(column::timer).iterator());
    }

    private boolean belongsHere(byte[] row) {
        return allHere || Arrays.compareUnsigned(row, hereBefore) < 0;
    }

    private byte @Nullable [] firstRow() {
        if (first.isEmpty() && !allHere) {
            fetch();
        }
        return first.isEmpty() ? null : first.first();
    }

    private void fetch() {
        try (RocksIterator rows = column.rows()) {
            rows.seek(hereBefore);
            byte[] row = rowOf(rows);
            while (row != null && first.size() < capacity) {
                first.add(row);
                rows.next();
                row = rowOf(rows);
            }
            column.check(rows);
            allHere = row == null;
            if (row != null) {
                hereBefore = row;
            }
        }
    }

    private byte @Nullable [] rowOf(RocksIterator rows) {
        if (!rows.isValid()) {
            return null;
        }
        byte[] row = rows.key();
        return KeyLayout.startsWith(row, keyGroup) ? row : null;
    }

    private List<byte[]> rows() {
        List<byte[]> all = new ArrayList<>();
        try (RocksIterator rows = column.rows()) {
            rows.seek(keyGroup);
            for (byte[] row = rowOf(rows); row != null; row = rowOf(rows)) {
                all.add(row);
                rows.next();
            }
            column.check(rows);
        }
        return all;
    }
}
