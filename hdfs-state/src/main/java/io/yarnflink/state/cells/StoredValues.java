package io.yarnflink.state.cells;

import java.io.IOException;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/** Values that are read from and written to the store at once. Owned by the task's thread. */
public final class StoredValues<K, N, V> implements ValueCells<N, V> {

    private static final int INITIAL_BYTES = 128;

    private final CellContext<K, N, V> context;
    private final DataInputDeserializer input = new DataInputDeserializer();
    private final DataOutputSerializer output = new DataOutputSerializer(INITIAL_BYTES);

    /** @param context the state */
    public StoredValues(CellContext<K, N, V> context) {
        this.context = context;
    }

    @Override
    public @Nullable V get(N namespace) {
        byte[] bytes = context.store().get(context.column(), context.key(namespace));
        if (bytes == null) {
            return null;
        }
        input.setBuffer(bytes);
        try {
            return context.valueSerializer().deserialize(input);
        } catch (IOException failure) {
            throw new StateAccessException(
                    "deserialize a value", context.column().name(), failure);
        }
    }

    @Override
    public void put(N namespace, V value) {
        byte[] key = context.key(namespace);
        output.clear();
        try {
            context.valueSerializer().serialize(value, output);
        } catch (IOException failure) {
            throw new StateAccessException("serialize a value", context.column().name(), failure);
        }
        context.store().put(context.column(), key, output.getSharedBuffer(), output.length());
    }

    @Override
    public void remove(N namespace) {
        context.store().delete(context.column(), context.key(namespace));
    }
}
