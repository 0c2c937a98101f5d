package io.yarnflink.state.cache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sorts rows by key on the heap. Rows are objects only until there are some thousands; those are sorted and packed into bytes, and
 * what was packed is merged in the end. Belongs to one thread.
 */
final class SortedRuns {

    private static final int RUN = 1 << 14;
    private static final Comparator<Row> BY_KEY = (one, other) -> Arrays.compareUnsigned(one.key, other.key);

    private final List<Row> rows = new ArrayList<>();
    private final List<byte[]> runs = new ArrayList<>();
    private long bytes;

    /**
     * A row.
     *
     * @param value null if there is to be none
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    record Row(byte[] key, byte @Nullable [] value) {}

    /** Hears of rows in order. */
    @FunctionalInterface
    interface Sink {

        /** The next row. */
        void accept(Row row);
    }

    /** Where a run is read. */
    private static final class Cursor {

        private final DataInputDeserializer input;
        private Row row;

        private Cursor(byte[] run) {
            this.input = new DataInputDeserializer(run);
            this.row = read();
        }

        private boolean next() {
            if (input.available() == 0) {
                return false;
            }
            row = read();
            return true;
        }

        private Row read() {
            try {
                byte[] key = new byte[input.readInt()];
                input.readFully(key);
                int length = input.readInt();
                byte[] value = length < 0 ? null : new byte[length];
                if (value != null) {
                    input.readFully(value);
                }
                return new Row(key, value);
            } catch (java.io.IOException impossible) {
                throw new java.io.UncheckedIOException("Expected a whole row in memory", impossible);
            }
        }
    }

    /** One more. */
    void add(Row row) {
        rows.add(row);
        bytes += row.key.length + (row.value == null ? 0 : row.value.length) + 2L * Integer.BYTES;
        if (rows.size() >= RUN) {
            pack();
        }
    }

    /** How many bytes they have, packed. */
    long bytes() {
        return bytes;
    }

    /** Hands over all rows in the order of their keys, and forgets them. */
    void drainTo(Sink sink) {
        if (runs.isEmpty()) {
            rows.sort(BY_KEY);
            rows.forEach(sink::accept);
        } else {
            pack();
            merge(sink);
        }
        rows.clear();
        runs.clear();
        bytes = 0;
    }

    private void merge(Sink sink) {
        PriorityQueue<Cursor> next = new PriorityQueue<>(Comparator.comparing(cursor -> cursor.row, BY_KEY));
        runs.forEach(run -> next.add(new Cursor(run)));
        for (Cursor first = next.poll(); first != null; first = next.poll()) {
            sink.accept(first.row);
            if (first.next()) {
                next.add(first);
            }
        }
    }

    private void pack() {
        if (rows.isEmpty()) {
            return;
        }
        rows.sort(BY_KEY);
        DataOutputSerializer output = new DataOutputSerializer(1 << 16);
        try {
            for (Row row : rows) {
                output.writeInt(row.key.length);
                output.write(row.key);
                output.writeInt(row.value == null ? -1 : row.value.length);
                if (row.value != null) {
                    output.write(row.value);
                }
            }
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException("Expected room in memory", impossible);
        }
        runs.add(output.getCopyOfBuffer());
        rows.clear();
    }
}
