package io.yarnflink.state.cache;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows packed into bytes, to be taken out in the order of their keys. What is sorted are numbers: in each the first bytes of a key that
 * differ from row to row, and which row it is. Only where those bytes are the same, whole keys are compared. Belongs to one thread.
 */
final class PackedRows {

    private static final int CHUNK_BITS = 18;
    private static final int CHUNK = 1 << CHUNK_BITS;
    private static final int HEADER = 2 * Integer.BYTES;
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN)
            .withInvokeExactBehavior();

    /** More rows than that do not get together: each takes a header's bytes at least. */
    private static final int ROW_BITS = 24;

    private static final int PREFIX_BYTES = (Long.SIZE - ROW_BITS) / Byte.SIZE;

    /** How much of the keys is looked at to find bytes that differ. */
    private static final int LOOKED_AT = 64;

    private static final byte[] NOTHING = {};

    private final List<byte[]> chunks = new ArrayList<>();
    private byte[] last = NOTHING;
    private int end;
    private int[] starts = new int[1 << 10];
    private int count;
    private long bytes;

    private byte @Nullable [] first;
    private int shortest;
    private final byte[] differing = new byte[LOOKED_AT];

    /** Hears of rows in order. */
    @FunctionalInterface
    interface Sink {

        /**
         * The next row, in an array that is not to be changed: the key's bytes, and after them the value's.
         *
         * @param valueLength less than 0 if there is to be no row
         */
        void row(byte[] packed, int keyStart, int keyLength, int valueLength);
    }

    /** There is to be no row of that key. */
    void addRemoval(byte[] key) {
        add(key, NOTHING, -1);
    }

    /**
     * One more.
     *
     * @param value in its first {@code length} bytes
     */
    void add(byte[] key, byte[] value, int length) {
        int size = HEADER + key.length + Math.max(0, length);
        int start = reserve(size);
        INT.set(last, start, key.length);
        INT.set(last, start + Integer.BYTES, length);
        System.arraycopy(key, 0, last, start + HEADER, key.length);
        if (length > 0) {
            System.arraycopy(value, 0, last, start + HEADER + key.length, length);
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
        }
        starts[count++] = (chunks.size() - 1) << CHUNK_BITS | start;
        bytes += size;
        compareWithFirst(key);
    }

    private int reserve(int size) {
        if (last.length - end < size) {
            last = new byte[Math.max(CHUNK, size)];
            chunks.add(last);
            end = 0;
        }
        int start = end;
        // A row that is larger than a chunk has one of its own, so starts stay below a chunk's size.
        end = last.length > CHUNK ? last.length : end + size;
        return start;
    }

    private void compareWithFirst(byte[] key) {
        byte[] other = first;
        if (other == null) {
            first = key;
            shortest = Math.min(key.length, LOOKED_AT);
            return;
        }
        shortest = Math.min(shortest, key.length);
        for (int i = 0; i < shortest; i++) {
            differing[i] |= (byte) (key[i] ^ other[i]);
        }
    }

    /** How many bytes they have, packed. */
    long bytes() {
        return bytes;
    }

    /** Hands over all rows in the order of their keys, and forgets them. */
    void drainTo(Sink sink) {
        long[] order = order();
        for (long place : order) {
            int row = row(place);
            byte[] chunk = chunk(row);
            int start = start(row);
            sink.row(chunk, start + HEADER, (int) INT.get(chunk, start), (int) INT.get(chunk, start + Integer.BYTES));
        }
        clear();
    }

    /** Keeps one chunk for the next rows. */
    private void clear() {
        chunks.clear();
        if (last.length == CHUNK) {
            chunks.add(last);
        } else {
            last = NOTHING;
        }
        end = 0;
        count = 0;
        bytes = 0;
        first = null;
        Arrays.fill(differing, (byte) 0);
    }

    private long[] order() {
        int[] telling = tellingPlaces();
        long[] order = new long[count];
        for (int row = 0; row < count; row++) {
            // Numbers have signs, bytes of keys do not: with the first bit turned over they are in the same order.
            order[row] = (prefix(row, telling) << ROW_BITS | row) ^ Long.MIN_VALUE;
        }
        Arrays.sort(order);
        int from = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || order[i] >> ROW_BITS != order[from] >> ROW_BITS) {
                if (i - from > 1) {
                    sortByWholeKeys(order, from, i);
                }
                from = i;
            }
        }
        return order;
    }

    /** The first places at which keys differ: where all have the same byte, it says nothing of their order. */
    private int[] tellingPlaces() {
        int[] places = new int[PREFIX_BYTES];
        int found = 0;
        for (int i = 0; i < shortest && found < PREFIX_BYTES; i++) {
            if (differing[i] != 0) {
                places[found++] = i;
            }
        }
        return Arrays.copyOf(places, found);
    }

    private long prefix(int row, int[] places) {
        byte[] chunk = chunk(row);
        int key = start(row) + HEADER;
        long prefix = 0;
        for (int i = 0; i < PREFIX_BYTES; i++) {
            prefix = prefix << Byte.SIZE | (i < places.length ? chunk[key + places[i]] & 0xFF : 0);
        }
        return prefix;
    }

    private void sortByWholeKeys(long[] order, int from, int to) {
        Long[] some = new Long[to - from];
        for (int i = 0; i < some.length; i++) {
            some[i] = order[from + i];
        }
        Arrays.sort(some, (one, other) -> compareKeys(row(one), row(other)));
        for (int i = 0; i < some.length; i++) {
            order[from + i] = some[i];
        }
    }

    private int compareKeys(int one, int other) {
        byte[] oneChunk = chunk(one);
        byte[] otherChunk = chunk(other);
        int oneStart = start(one);
        int otherStart = start(other);
        return Arrays.compareUnsigned(
                oneChunk,
                oneStart + HEADER,
                oneStart + HEADER + (int) INT.get(oneChunk, oneStart),
                otherChunk,
                otherStart + HEADER,
                otherStart + HEADER + (int) INT.get(otherChunk, otherStart));
    }

    private static int row(long place) {
        return (int) place & ((1 << ROW_BITS) - 1);
    }

    private byte[] chunk(int row) {
        return chunks.get(starts[row] >>> CHUNK_BITS);
    }

    private int start(int row) {
        return starts[row] & (CHUNK - 1);
    }
}
