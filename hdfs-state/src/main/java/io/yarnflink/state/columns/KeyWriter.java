package io.yarnflink.state.columns;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.InternalKeyContext;
import org.apache.flink.runtime.state.SerializedCompositeKeyBuilder;
import org.apache.flink.util.Preconditions;

/**
 * Writes keys for the current key. The key is serialized when somebody first asks for bytes, and then not again before
 * the current key changes. Owned by the task's thread.
 */
public final class KeyWriter<K> {

    private static final int INITIAL_BYTES = 32;

    private final SerializedCompositeKeyBuilder<K> builder;
    private final InternalKeyContext<K> context;
    private boolean stale = true;

    /** @param context says what the current key is; {@link #keyChanged} must follow every change of it */
    public KeyWriter(TypeSerializer<K> keys, KeyLayout layout, InternalKeyContext<K> context) {
        this.builder = new SerializedCompositeKeyBuilder<>(keys, layout.prefixBytes(), INITIAL_BYTES);
        this.context = context;
    }

    /** There is another current key. */
    public void keyChanged() {
        stale = true;
    }

    /** Serializes the current key now, for the case that somebody changes the object later. */
    public void writeKey() {
        if (stale) {
            K key = Preconditions.checkNotNull(
                    context.getCurrentKey(),
                    "No key set. This method should not be called outside of a keyed context.");
            builder.setKeyAndKeyGroup(key, context.getCurrentKeyGroupIndex());
            stale = false;
        }
    }

    /** Current key and {@code namespace}. */
    public <N> byte[] key(N namespace, TypeSerializer<N> namespaces) {
        Preconditions.checkNotNull(namespace, "No namespace set.");
        writeKey();
        return builder.buildCompositeKeyNamespace(namespace, namespaces);
    }

    /** Current key, {@code namespace}, and a key of the user's map. */
    public <N, U> byte[] key(N namespace, TypeSerializer<N> namespaces, U userKey, TypeSerializer<U> userKeys)
            throws IOException {
        Preconditions.checkNotNull(namespace, "No namespace set.");
        writeKey();
        return builder.buildCompositeKeyNamesSpaceUserKey(namespace, namespaces, userKey, userKeys);
    }
}
