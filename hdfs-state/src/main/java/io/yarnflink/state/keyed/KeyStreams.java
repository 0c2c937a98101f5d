package io.yarnflink.state.keyed;

import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.columns.StateColumn;
import io.yarnflink.state.columns.StateColumns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.runtime.state.RegisteredKeyValueStateBackendMetaInfo;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksIterator;

/** The keys that states have, as they were when somebody asked. Owned by the task's thread. */
final class KeyStreams<K> {

    private final StateColumns columns;
    private final KeyLayout layout;
    private final TypeSerializer<K> keys;

    KeyStreams(StateColumns columns, KeyLayout layout, TypeSerializer<K> keys) {
        this.columns = columns;
        this.layout = layout;
        this.keys = keys;
    }

    /** The keys that have something under {@code namespace} in {@code state}, each once; to be closed. */
    <N> Stream<K> keys(String state, N namespace) {
        RegisteredKeyValueStateBackendMetaInfo<N, ?> meta = stateMeta(state);
        return meta == null ? Stream.empty() : keys(List.of(state), namespace);
    }

    /** The keys that have something under {@code namespace} in any of {@code states}, each once; to be closed. */
    <N> Stream<K> keys(List<String> states, N namespace) {
        List<Rows<N>> all = new ArrayList<>();
        for (String state : states) {
            RegisteredKeyValueStateBackendMetaInfo<N, ?> meta = stateMeta(state);
            StateColumn column = columns.get(state);
            if (meta != null && column != null) {
                all.add(new Rows<>(column, meta.getNamespaceSerializer(), namespace));
            }
        }
        MergedKeys<N> merged = new MergedKeys<>(all);
        return stream(merged).onClose(merged::close);
    }

    /** The keys and namespaces that have something in {@code state}, each pair once; to be closed. */
    <N> Stream<Tuple2<K, N>> keysAndNamespaces(String state) {
        RegisteredKeyValueStateBackendMetaInfo<N, ?> meta = stateMeta(state);
        StateColumn column = columns.get(state);
        if (meta == null || column == null) {
            return Stream.empty();
        }
        Rows<N> rows = new Rows<>(column, meta.getNamespaceSerializer(), null);
        Iterator<Tuple2<K, N>> pairs = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.current != null;
            }

            @Override
            public Tuple2<K, N> next() {
                Tuple2<K, N> pair = Tuple2.of(rows.key(), rows.namespace());
                rows.advance();
                return pair;
            }
        };
        return stream(pairs).onClose(rows::close);
    }

    private static <T> Stream<T> stream(Iterator<T> iterator) {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator, Spliterator.ORDERED), false);
    }

    @SuppressWarnings("unchecked") // whoever asks for a state by name knows its namespaces
    private <N> @Nullable RegisteredKeyValueStateBackendMetaInfo<N, ?> stateMeta(String state) {
        StateColumn column = columns.get(state);
        return column != null && column.meta() instanceof RegisteredKeyValueStateBackendMetaInfo<?, ?> meta
                ? (RegisteredKeyValueStateBackendMetaInfo<N, ?>) meta
                : null;
    }

    /** The distinct keys and namespaces of one column: {@link #current} is key group, key and namespace. */
    private final class Rows<N> {
        private final RocksIterator rows;
        private final TypeSerializer<N> namespaces;
        private final boolean sized;
        private final byte @Nullable [] wanted;
        private final DataInputDeserializer input = new DataInputDeserializer();
        private byte @Nullable [] current;
        private int keyEnd;

        Rows(StateColumn column, TypeSerializer<N> namespaces, @Nullable N namespace) {
            this.namespaces = namespaces;
            this.sized = KeyLayout.sized(keys, namespaces);
            try {
                this.wanted = namespace == null ? null : KeyLayout.namespaceBytes(namespace, namespaces, sized);
            } catch (IOException failure) {
                throw new UncheckedIOException("Could not serialize namespace " + namespace, failure);
            }
            this.rows = columns.store().iterate(column.column());
            rows.seekToFirst();
            settle(null);
        }

        void advance() {
            settle(current);
        }

        /** Goes on to the next row that is wanted and does not begin with {@code passed}. */
        private void settle(byte @Nullable [] passed) {
            current = null;
            while (rows.isValid()) {
                byte[] row = rows.key();
                if (passed == null || !KeyLayout.startsWith(row, passed)) {
                    byte[] found = wantedPart(row);
                    if (found != null && !Arrays.equals(found, passed)) {
                        current = found;
                        return;
                    }
                }
                rows.next();
            }
            columns.store().check(rows);
        }

        private byte @Nullable [] wantedPart(byte[] row) {
            try {
                input.setBuffer(row);
                layout.readKey(keys, input, sized);
                keyEnd = input.getPosition();
                if (wanted == null) {
                    KeyLayout.readNamespace(namespaces, input, sized);
                    return Arrays.copyOf(row, input.getPosition());
                }
                int end = keyEnd + wanted.length;
                return row.length >= end && Arrays.equals(row, keyEnd, end, wanted, 0, wanted.length)
                        ? Arrays.copyOf(row, end)
                        : null;
            } catch (IOException failure) {
                throw new UncheckedIOException("Could not read a key of state", failure);
            }
        }

        byte[] currentRow() {
            byte[] row = current;
            if (row == null) {
                throw new NoSuchElementException("There are no further keys");
            }
            return row;
        }

        K key() {
            try {
                input.setBuffer(currentRow());
                return layout.readKey(keys, input, sized);
            } catch (IOException failure) {
                throw new UncheckedIOException("Could not read a key of state", failure);
            }
        }

        N namespace() {
            key();
            try {
                return KeyLayout.readNamespace(namespaces, input, sized);
            } catch (IOException failure) {
                throw new UncheckedIOException("Could not read a namespace of state", failure);
            }
        }

        void close() {
            rows.close();
        }
    }

    /** Keys of several columns in the order of their bytes, each once. */
    private final class MergedKeys<N> implements Iterator<K> {
        private final List<Rows<N>> all;

        MergedKeys(List<Rows<N>> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            return smallest() != null;
        }

        @Override
        public K next() {
            Rows<N> next = smallest();
            if (next == null) {
                throw new NoSuchElementException("There are no further keys");
            }
            K key = next.key();
            byte[] row = next.currentRow();
            for (Rows<N> rows : all) {
                if (Arrays.equals(rows.current, row)) {
                    rows.advance();
                }
            }
            return key;
        }

        private @Nullable Rows<N> smallest() {
            Rows<N> smallest = null;
            for (Rows<N> rows : all) {
                if (rows.current != null
                        && (smallest == null || Arrays.compareUnsigned(rows.current, smallest.currentRow()) < 0)) {
                    smallest = rows;
                }
            }
            return smallest;
        }

        void close() {
            all.forEach(Rows::close);
        }
    }
}
