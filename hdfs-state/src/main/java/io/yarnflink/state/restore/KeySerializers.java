package io.yarnflink.state.restore;

import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.util.StateMigrationException;

/** Whether keys can still be read: rows are found by the bytes of their keys, so keys cannot be migrated. */
final class KeySerializers {

    private KeySerializers() {}

    /**
     * Compares with the first snapshot that is looked at; all of one operator were written by the same serializer.
     *
     * @throws StateMigrationException if keys were written in another way than they would be now
     */
    static <K> void check(StateSerializerProvider<K> provider, TypeSerializerSnapshot<K> written)
            throws StateMigrationException {
        if (provider.getPreviousSerializerSnapshot() != null) {
            return;
        }
        TypeSerializer<K> current = provider.currentSchemaSerializer();
        TypeSerializerSchemaCompatibility<K> compatibility =
                provider.setPreviousSerializerSnapshotForRestoredState(written);
        if (compatibility.isCompatibleAfterMigration() || compatibility.isIncompatible()) {
            throw new StateMigrationException("The new key serializer (" + current
                    + ") must be compatible with the previous key serializer (" + provider.previousSchemaSerializer()
                    + ").");
        }
    }
}
