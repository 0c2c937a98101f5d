package io.yarnflink.state.timers;

import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.rocksdb.Batch;
import io.yarnflink.state.rocksdb.Column;
import io.yarnflink.state.rocksdb.RocksStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.rocksdb.RocksIterator;

/**
 * The rows of one kind of timers, with writes that wait in a batch: the queues of all key groups share it. Owned by the
 * task's thread.
 */
final class TimerColumn<T> {

    private static final byte[] NOTHING = new byte[0];

    private final RocksStore store;
    private final Column column;
    private final Batch pending;
    private final KeyLayout layout;
    private final TypeSerializer<T> timers;
    private final DataInputDeserializer input = new DataInputDeserializer();
    private final DataOutputSerializer output = new DataOutputSerializer(64);

    /** @param pending writes that have not reached the store; written by whoever needs them there */
    TimerColumn(RocksStore store, Column column, Batch pending, KeyLayout layout, TypeSerializer<T> timers) {
        this.store = store;
        this.column = column;
        this.pending = pending;
        this.layout = layout;
        this.timers = timers;
    }

    byte[] row(byte[] keyGroup, T timer) {
        output.clear();
        try {
            output.write(keyGroup);
            timers.serialize(timer, output);
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not serialize a timer of " + column.name(), failure);
        }
        return output.getCopyOfBuffer();
    }

    T timer(byte[] row) {
        input.setBuffer(row, layout.prefixBytes(), row.length - layout.prefixBytes());
        try {
            return timers.deserialize(input);
        } catch (IOException failure) {
            throw new UncheckedIOException("Could not deserialize a timer of " + column.name(), failure);
        }
    }

    void put(byte[] row) {
        pending.put(column, row, NOTHING);
        store.writeIfFull(pending);
    }

    void delete(byte[] row) {
        pending.delete(column, row);
        store.writeIfFull(pending);
    }

    /** An iterator over what is there with all that was pending; the caller closes it. */
    RocksIterator rows() {
        store.write(pending);
        return store.iterate(column);
    }

    void check(RocksIterator rows) {
        store.check(rows);
    }
}
