package io.yarnflink.state.columns;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.CompositeKeySerializationUtils;
import org.apache.flink.runtime.state.KeyGroupRange;

/**
 * Where what lies in a key: key group (big endian, one byte or two), key, namespace, and for maps the user's key. Where
 * both key and namespace vary in size, each is followed by its size. Immutable.
 *
 * @param range the key groups that are kept
 * @param keyGroups how many there are in the job
 * @param prefixBytes how many bytes a key group takes
 */
public record KeyLayout(KeyGroupRange range, int keyGroups, int prefixBytes) {

    /** The layout for a job with that many key groups. */
    public static KeyLayout of(KeyGroupRange range, int keyGroups) {
        return new KeyLayout(
                range, keyGroups, CompositeKeySerializationUtils.computeRequiredBytesInKeyGroupPrefix(keyGroups));
    }

    /** The first bytes of all keys of {@code keyGroup}; also the end of those of the one before it. */
    public byte[] prefix(int keyGroup) {
        byte[] prefix = new byte[prefixBytes];
        CompositeKeySerializationUtils.serializeKeyGroup(keyGroup, prefix);
        return prefix;
    }

    /** The key group of a key. */
    public int keyGroupOf(byte[] key) {
        return CompositeKeySerializationUtils.extractKeyGroup(prefixBytes, key);
    }

    /** Whether sizes have to be written for keys and namespaces of these types to be told apart. */
    public static boolean sized(TypeSerializer<?> keys, TypeSerializer<?> namespaces) {
        return CompositeKeySerializationUtils.isAmbiguousKeyPossible(keys, namespaces);
    }

    /** Reads the key out of {@code input}, which is at a key's beginning, and leaves it where the namespace begins. */
    public <K> K readKey(TypeSerializer<K> keys, DataInputDeserializer input, boolean sized) throws IOException {
        input.skipBytesToRead(prefixBytes);
        return CompositeKeySerializationUtils.readKey(keys, input, sized);
    }

    /** Reads the namespace that {@link #readKey} has left {@code input} at. */
    public static <N> N readNamespace(TypeSerializer<N> namespaces, DataInputDeserializer input, boolean sized)
            throws IOException {
        return CompositeKeySerializationUtils.readNamespace(namespaces, input, sized);
    }

    /** The bytes of {@code namespace} as they are in a key. */
    public static <N> byte[] namespaceBytes(N namespace, TypeSerializer<N> namespaces, boolean sized)
            throws IOException {
        DataOutputSerializer output = new DataOutputSerializer(16);
        CompositeKeySerializationUtils.writeNameSpace(namespace, namespaces, output, sized);
        return output.getCopyOfBuffer();
    }

    /** Whether {@code key} begins with {@code prefix}. */
    public static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && java.util.Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
