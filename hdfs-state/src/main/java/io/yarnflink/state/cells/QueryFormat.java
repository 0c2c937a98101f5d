package io.yarnflink.state.cells;

import java.io.IOException;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** The formats in which Flink's interfaces ask for a state's bytes and get them. */
final class QueryFormat {

    private static final byte BETWEEN_KEY_AND_NAMESPACE = 42;

    private QueryFormat() {}

    /**
     * A key and a namespace.
     *
     * @param key of the backend
     * @param namespace of the state
     */
    record Place<K, N>(K key, N namespace) {}

    static <K, N> Place<K, N> place(byte[] bytes, TypeSerializer<K> keys, TypeSerializer<N> namespaces)
            throws IOException {
        DataInputDeserializer input = new DataInputDeserializer(bytes);
        K key = keys.deserialize(input);
        byte between = input.readByte();
        if (between != BETWEEN_KEY_AND_NAMESPACE) {
            throw new IOException("Expected byte " + BETWEEN_KEY_AND_NAMESPACE + " between key and namespace, found "
                    + between + ": were they written by the same serializers?");
        }
        return new Place<>(key, namespaces.deserialize(input));
    }

    static <U, V> byte[] map(Map<U, V> entries, MapSerializer<U, V> maps) throws IOException {
        DataOutputSerializer output = new DataOutputSerializer(128);
        for (Map.Entry<U, V> entry : entries.entrySet()) {
            maps.getKeySerializer().serialize(entry.getKey(), output);
            output.writeBoolean(entry.getValue() == null);
            if (entry.getValue() != null) {
                maps.getValueSerializer().serialize(entry.getValue(), output);
            }
        }
        return output.getCopyOfBuffer();
    }
}
