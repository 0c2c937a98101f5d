package io.yarnflink.state.cache;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Whether a serializer's copies are what writing and reading would give. Kryo's are not: they hold transient fields too, and
 * cost as much as writing.
 */
public final class Copying {

    private static final String KRYO = "KryoSerializerSnapshot";

    private Copying() {}

    /** Whether nothing of what {@code serializer} copies goes through Kryo; its snapshot names all serializers in it. */
    public static boolean isExact(TypeSerializer<?> serializer) {
        if (serializer.isImmutableType()) {
            return true;
        }
        DataOutputSerializer output = new DataOutputSerializer(256);
        try {
            TypeSerializerSnapshot.writeVersionedSnapshot(output, serializer.snapshotConfiguration());
        } catch (IOException | RuntimeException unknown) {
            return false;
        }
        return !new String(output.getSharedBuffer(), 0, output.length(), StandardCharsets.ISO_8859_1).contains(KRYO);
    }
}
