package io.yarnflink.state.expiry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.base.ListSerializer;
import org.apache.flink.runtime.state.ListDelimitedSerializer;
import org.apache.flink.runtime.state.StateSnapshotTransformer;
import org.apache.flink.runtime.state.StateSnapshotTransformer.StateSnapshotTransformFactory;
import org.jspecify.annotations.Nullable;

/**
 * Makes of what Flink wants done to values, or to elements of lists and maps, on their way into a savepoint, what has to be
 * done to rows.
 */
public final class SavepointFilters {

    private SavepointFilters() {}

    /**
     * For the rows of a state of that type.
     *
     * @param elements Flink's, for a value, an element of a list, or a value of a map
     * @param stateSerializer of the whole state
     */
    public static <V, E> StateSnapshotTransformFactory<V> forRows(
            StateDescriptor.Type type, StateSnapshotTransformFactory<E> elements, TypeSerializer<V> stateSerializer) {
        return switch (type) {
            case LIST ->
                new Rows<>(() -> elements.createForDeserializedState()
                        .map(one -> new ListRows<>(one, elementsOf(stateSerializer))));
            case MAP -> new Rows<>(() -> elements.createForSerializedState().map(MapRows::new));
            default -> new Rows<>(elements::createForSerializedState);
        };
    }

    @SuppressWarnings("unchecked") // a list state's serializer is one of lists of what its transformer takes
    private static <E> TypeSerializer<E> elementsOf(TypeSerializer<?> lists) {
        return ((ListSerializer<E>) lists).getElementSerializer().duplicate();
    }

    /** Where values are not there as objects, only rows can be looked at. */
    private record Rows<V>(java.util.function.Supplier<Optional<? extends StateSnapshotTransformer<byte[]>>> make)
            implements StateSnapshotTransformFactory<V> {
        @Override
        public Optional<StateSnapshotTransformer<V>> createForDeserializedState() {
            throw new UnsupportedOperationException("State in RocksDB goes into savepoints as bytes");
        }

        @Override
        public Optional<StateSnapshotTransformer<byte[]>> createForSerializedState() {
            return make.get().map(transformer -> transformer);
        }
    }

    /** The first byte of a map's row says whether the value is null. */
    private record MapRows(StateSnapshotTransformer<byte[]> values) implements StateSnapshotTransformer<byte[]> {
        @Override
        public byte @Nullable [] filterOrTransform(byte @Nullable [] row) {
            if (row == null || row[0] != 0) {
                return row;
            }
            byte[] value = Arrays.copyOfRange(row, 1, row.length);
            byte[] kept = values.filterOrTransform(value);
            if (kept == null || kept == value) {
                return kept == null ? null : row;
            }
            byte[] changed = new byte[kept.length + 1];
            System.arraycopy(kept, 0, changed, 1, kept.length);
            return changed;
        }
    }

    private record ListRows<E>(StateSnapshotTransformer<E> elements, TypeSerializer<E> serializer)
            implements StateSnapshotTransformer<byte[]> {
        @Override
        public byte @Nullable [] filterOrTransform(byte @Nullable [] row) {
            if (row == null) {
                return null;
            }
            ListDelimitedSerializer lists = new ListDelimitedSerializer();
            try {
                List<E> kept = new ArrayList<>();
                for (E element : lists.deserializeList(row, serializer)) {
                    E transformed = elements.filterOrTransform(element);
                    if (transformed != null) {
                        kept.add(transformed);
                    }
                }
                return kept.isEmpty() ? null : lists.serializeList(kept, serializer);
            } catch (IOException failure) {
                throw new UncheckedIOException("Could not read a list for a savepoint", failure);
            }
        }
    }
}
