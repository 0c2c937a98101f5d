package io.yarnflink.state.keyed;

import io.yarnflink.state.columns.StateColumn;
import io.yarnflink.state.rocksdb.Batch;
import io.yarnflink.state.rocksdb.RocksStore;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.ttl.TtlAwareSerializer;
import org.apache.flink.runtime.state.ttl.TtlAwareSerializer.TtlAwareListSerializer;
import org.apache.flink.runtime.state.ttl.TtlAwareSerializer.TtlAwareMapSerializer;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.apache.flink.util.StateMigrationException;
import org.rocksdb.RocksIterator;

/** Rewrites all rows of a state for a serializer with another format. Used by the task's thread. */
final class RowMigration {

    private final TtlAwareSerializer<?, ?> before;
    private final TtlAwareSerializer<?, ?> now;
    private final TtlTimeProvider time;
    private final DataInputDeserializer input = new DataInputDeserializer();
    private final DataOutputSerializer output = new DataOutputSerializer(512);

    /** @param time stamps values of a state that has got a time to live */
    RowMigration(TypeSerializer<?> before, TypeSerializer<?> now, TtlTimeProvider time) {
        this.before = TtlAwareSerializer.wrapTtlAwareSerializer(before);
        this.now = TtlAwareSerializer.wrapTtlAwareSerializer(now);
        this.time = time;
    }

    void rewrite(RocksStore store, StateColumn state) throws StateMigrationException {
        Batch batch = new Batch();
        try (RocksIterator rows = store.iterate(state.column())) {
            for (rows.seekToFirst(); rows.isValid(); rows.next()) {
                input.setBuffer(rows.value());
                output.clear();
                migrate();
                batch.put(state.column(), rows.key(), output.getSharedBuffer(), 0, output.length());
                store.writeIfFull(batch);
            }
            store.check(rows);
        } catch (IOException failure) {
            throw new StateMigrationException(
                    "Could not migrate state '" + state.column().name() + "' to a new serializer", failure);
        }
        store.write(batch);
    }

    private void migrate() throws IOException {
        if (before instanceof TtlAwareListSerializer<?> lists && now instanceof TtlAwareListSerializer<?> newLists) {
            migrateList(lists.getElementSerializer(), newLists.getElementSerializer());
        } else if (before instanceof TtlAwareMapSerializer<?, ?> maps
                && now instanceof TtlAwareMapSerializer<?, ?> newMaps) {
            boolean isNull = input.readBoolean();
            output.writeBoolean(isNull);
            if (!isNull) {
                migrateOne(maps.getValueSerializer(), newMaps.getValueSerializer());
            }
        } else {
            migrateOne(before, now);
        }
    }

    private void migrateList(TtlAwareSerializer<?, ?> from, TtlAwareSerializer<?, ?> to) throws IOException {
        while (input.available() > 0) {
            migrateOne(from, to);
            if (input.available() > 0) {
                // Between elements lies one byte, the delimiter, here as there.
                output.writeByte(input.readByte());
            }
        }
    }

    @SuppressWarnings("unchecked") // both are serializers of the same state
    private <T> void migrateOne(TtlAwareSerializer<?, ?> from, TtlAwareSerializer<?, ?> to) throws IOException {
        TtlAwareSerializer<T, ?> old = (TtlAwareSerializer<T, ?>) from;
        ((TtlAwareSerializer<T, ?>) to)
                .migrateValueFromPriorSerializer(old, () -> old.deserialize(input), output, time);
    }
}
