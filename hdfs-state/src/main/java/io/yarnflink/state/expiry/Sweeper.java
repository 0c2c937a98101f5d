package io.yarnflink.state.expiry;

import io.yarnflink.state.rocksdb.Batch;
import io.yarnflink.state.rocksdb.Column;
import io.yarnflink.state.rocksdb.RocksStore;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/**
 * Removes rows that have expired: as many rows are looked at as keys are worked on, a few hundred at a time, round after
 * round through all states with a time to live. A round that took less than a quarter of the shortest time to live is
 * followed by a pause. Owned by the task's thread, on which alone rows can be checked and removed without a write getting
 * in between.
 */
public final class Sweeper {

    private static final int ROWS_PER_STEP = 256;

    private final RocksStore store;
    private final TtlTimeProvider time;
    private final List<Swept> states = new ArrayList<>();
    private final Batch removals = new Batch();
    private int credit;
    private int current;
    private byte @Nullable [] cursor;
    private long roundBegan;
    private long pauseUntil;
    private long shortestMillis = Long.MAX_VALUE;

    private record Swept(Column column, ExpiringRows rows) {}

    /** @param time what states stamp their values with */
    public Sweeper(RocksStore store, TtlTimeProvider time) {
        this.store = store;
        this.time = time;
        this.roundBegan = Long.MIN_VALUE;
    }

    /** Sweeps a state from now on, in place of what is known of {@code column}. */
    public void add(Column column, StateDescriptor.Type type, TypeSerializer<?> stateSerializer, long millis) {
        remove(column.name());
        states.add(new Swept(column, ExpiringRows.of(type, stateSerializer, millis)));
        shortestMillis = Math.min(shortestMillis, millis);
    }

    /** Sweeps the state of that name no longer. */
    public void remove(String name) {
        if (states.removeIf(state -> state.column.name().equals(name))) {
            current = 0;
            cursor = null;
        }
    }

    /** A key was selected; sweeps from time to time. */
    public void keySelected() {
        if (!states.isEmpty() && ++credit >= ROWS_PER_STEP) {
            credit = 0;
            step();
        }
    }

    private void step() {
        long now = time.currentTimestamp();
        if (now < pauseUntil && now >= roundBegan) {
            return;
        }
        if (current == 0 && cursor == null) {
            roundBegan = now;
        }
        sweep(states.get(current), now);
        if (cursor == null && ++current >= states.size()) {
            current = 0;
            pauseUntil = roundBegan + shortestMillis / 4;
        }
    }

    private void sweep(Swept state, long now) {
        try (RocksIterator rows = store.iterate(state.column)) {
            byte[] from = cursor;
            if (from == null) {
                rows.seekToFirst();
            } else {
                rows.seek(from);
            }
            for (int seen = 0; seen < ROWS_PER_STEP && rows.isValid(); seen++) {
                byte[] row = rows.value();
                byte[] left = state.rows.left(row, now);
                if (left == null) {
                    removals.delete(state.column, rows.key());
                } else if (left != row) {
                    removals.put(state.column, rows.key(), left);
                }
                rows.next();
            }
            cursor = rows.isValid() ? rows.key() : null;
            store.check(rows);
        }
        store.write(removals);
    }
}
