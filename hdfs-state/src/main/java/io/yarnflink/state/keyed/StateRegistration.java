package io.yarnflink.state.keyed;

import io.yarnflink.state.cells.CellFactory;
import io.yarnflink.state.columns.StateColumn;
import io.yarnflink.state.columns.StateColumns;
import io.yarnflink.state.expiry.SavepointFilters;
import io.yarnflink.state.expiry.Sweeper;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.MapSerializer;
import org.apache.flink.api.common.typeutils.base.MapSerializerSnapshot;
import org.apache.flink.runtime.state.RegisteredKeyValueStateBackendMetaInfo;
import org.apache.flink.runtime.state.StateSnapshotTransformer.StateSnapshotTransformFactory;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.apache.flink.util.StateMigrationException;

/**
 * Gives states their column: new ones an empty one; those that were restored theirs, once it is sure that it can be read,
 * and rewritten if the format is another now. Owned by the task's thread.
 */
final class StateRegistration<K> {

    private final StateColumns columns;
    private final CellFactory<K> cells;
    private final Sweeper sweeper;
    private final TtlTimeProvider time;

    StateRegistration(StateColumns columns, CellFactory<K> cells, Sweeper sweeper, TtlTimeProvider time) {
        this.columns = columns;
        this.cells = cells;
        this.sweeper = sweeper;
        this.time = time;
    }

    /**
     * A state's column and what is known of it, with its type.
     *
     * @param column where it is
     * @param meta its serializers
     */
    record Registered<N, V>(StateColumn column, RegisteredKeyValueStateBackendMetaInfo<N, V> meta) {}

    /**
     * @param filters what leaves expired elements out of savepoints
     * @param upgradable whether the state's serializers may change later
     */
    <N, V, E> Registered<N, V> register(
            StateDescriptor<?, V> descriptor,
            TypeSerializer<N> namespaces,
            StateSnapshotTransformFactory<E> filters,
            boolean upgradable)
            throws StateMigrationException {
        StateColumn known = columns.get(descriptor.getName());
        RegisteredKeyValueStateBackendMetaInfo<N, V> meta = known == null
                ? new RegisteredKeyValueStateBackendMetaInfo<>(
                        descriptor.getType(),
                        descriptor.getName(),
                        namespaces,
                        descriptor.getSerializer(),
                        StateSnapshotTransformFactory.noTransform())
                : updated(known, descriptor, namespaces);
        meta = upgradable ? meta.withSerializerUpgradesAllowed() : meta;
        meta.updateSnapshotTransformFactory(
                SavepointFilters.forRows(descriptor.getType(), filters, meta.getStateSerializer()));
        StateColumn column = columns.register(meta);
        sweep(column, descriptor, meta.getStateSerializer());
        return new Registered<>(column, meta);
    }

    private void sweep(StateColumn column, StateDescriptor<?, ?> descriptor, TypeSerializer<?> serializer) {
        StateTtlConfig ttl = descriptor.getTtlConfig();
        if (ttl.isEnabled() && swept(ttl.getCleanupStrategies())) {
            sweeper.add(
                    column.column(),
                    descriptor.getType(),
                    serializer,
                    ttl.getTimeToLive().toMillis());
        } else {
            sweeper.remove(descriptor.getName());
        }
    }

    private static boolean swept(StateTtlConfig.CleanupStrategies strategies) {
        return strategies.isCleanupInBackground()
                || strategies.inRocksdbCompactFilter()
                || strategies.getIncrementalCleanupStrategy() != null;
    }

    @SuppressWarnings("unchecked") // serializers are compared below; that is what finds another type
    private <N, V> RegisteredKeyValueStateBackendMetaInfo<N, V> updated(
            StateColumn known, StateDescriptor<?, V> descriptor, TypeSerializer<N> namespaces)
            throws StateMigrationException {
        if (!(known.meta() instanceof RegisteredKeyValueStateBackendMetaInfo<?, ?>)) {
            throw new StateMigrationException(
                    "Expected state under the name '" + descriptor.getName() + "', found timers");
        }
        // What waits to be written is in the old format.
        cells.writeBack();
        cells.forget(descriptor.getName());
        var meta = (RegisteredKeyValueStateBackendMetaInfo<N, V>) known.meta();
        TypeSerializer<N> namespacesBefore = meta.getNamespaceSerializer();
        TypeSerializerSchemaCompatibility<N> namespaceCompatibility = meta.updateNamespaceSerializer(namespaces);
        if (namespaceCompatibility.isCompatibleAfterMigration() || namespaceCompatibility.isIncompatible()) {
            throw new StateMigrationException("The new namespace serializer (" + namespaces
                    + ") must be compatible with the old namespace serializer (" + namespacesBefore + ").");
        }
        meta.checkStateMetaInfo(descriptor);
        TypeSerializer<V> valuesBefore = meta.getStateSerializer();
        TypeSerializerSchemaCompatibility<V> compatibility = meta.updateStateSerializer(descriptor.getSerializer());
        if (compatibility.isCompatibleAfterMigration()) {
            checkUserKeys(descriptor, meta);
            new RowMigration(meta.getPreviousStateSerializer(), meta.getStateSerializer(), time)
                    .rewrite(columns.store(), known);
        } else if (compatibility.isIncompatible()) {
            throw new StateMigrationException("The new state serializer (" + descriptor.getSerializer()
                    + ") must not be incompatible with the old state serializer (" + valuesBefore + ").");
        }
        return meta;
    }

    /** Keys of maps are parts of rows' keys, and rows stay where they are. */
    private static <V> void checkUserKeys(
            StateDescriptor<?, V> descriptor, RegisteredKeyValueStateBackendMetaInfo<?, V> meta)
            throws StateMigrationException {
        if (descriptor.getType() != StateDescriptor.Type.MAP) {
            return;
        }
        boolean same = meta.getPreviousStateSerializerSnapshot() instanceof MapSerializerSnapshot<?, ?> before
                && meta.getStateSerializer() instanceof MapSerializer<?, ?> now
                && sameFormat(before.getKeySerializerSnapshot(), now.getKeySerializer());
        if (!same) {
            throw new StateMigrationException("The keys of map state '" + descriptor.getName()
                    + "' have another format now; only the values of a map state can be migrated.");
        }
    }

    @SuppressWarnings("unchecked") // a snapshot of another type says that it is incompatible
    private static <U> boolean sameFormat(TypeSerializerSnapshot<?> before, TypeSerializer<U> now) {
        return now.snapshotConfiguration()
                .resolveSchemaCompatibility((TypeSerializerSnapshot<U>) before)
                .isCompatibleAsIs();
    }
}
