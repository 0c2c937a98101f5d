package io.yarnflink.state.rocksdb;

import java.util.Arrays;

/**
 * Writes that go to a store together. Puts RocksDB's wire format for batches together on the heap, so that a batch costs
 * one call into native code and not one per write. Belongs to one thread; may be filled again after {@link #clear}.
 *
 * <p>The format is that of RocksDB's write-ahead log: 8 bytes sequence number, 4 bytes count (little endian), then
 * records of tag, column (varint), key and value (each with its length as varint).
 */
public final class Batch {

    private static final int HEADER = 12;
    private static final int COUNT_AT = 8;
    private static final int LARGEST_VARINT = 5;
    private static final byte DELETE = 0x4;
    private static final byte PUT = 0x5;
    private static final byte MERGE = 0x6;

    private byte[] buffer = new byte[1024];
    private int end = HEADER;
    private int count;

    /** Appends a write of {@code value} under {@code key}. */
    public void put(Column column, byte[] key, byte[] value) {
        keyed(PUT, column, key, key.length, value.length);
        sized(value, 0, value.length);
    }

    /** As {@link #put(Column, byte[], byte[])}, with {@code length} bytes of {@code value} from {@code offset}. */
    public void put(Column column, byte[] key, byte[] value, int offset, int length) {
        keyed(PUT, column, key, key.length, length);
        sized(value, offset, length);
    }

    /** As {@link #put(Column, byte[], byte[], int, int)}, with the first {@code keyLength} bytes of {@code key}. */
    public void put(Column column, byte[] key, int keyLength, byte[] value, int offset, int length) {
        keyed(PUT, column, key, keyLength, length);
        sized(value, offset, length);
    }

    /** Appends an operand for the merge operator. */
    public void merge(Column column, byte[] key, byte[] operand) {
        merge(column, key, key.length, operand, operand.length);
    }

    /** Appends an operand for the merge operator: the first bytes of both arrays. */
    public void merge(Column column, byte[] key, int keyLength, byte[] operand, int length) {
        keyed(MERGE, column, key, keyLength, length);
        sized(operand, 0, length);
    }

    /** Appends the removal of {@code key}. */
    public void delete(Column column, byte[] key) {
        keyed(DELETE, column, key, key.length, 0);
    }

    /** Appends the removal of what the first {@code keyLength} bytes of {@code key} name. */
    public void delete(Column column, byte[] key, int keyLength) {
        keyed(DELETE, column, key, keyLength, 0);
    }

    /** How many writes are in it. */
    public int count() {
        return count;
    }

    /** How many bytes it takes. */
    public int bytes() {
        return end;
    }

    /** Forgets everything. */
    public void clear() {
        end = HEADER;
        count = 0;
    }

    byte[] serialized() {
        byte[] whole = Arrays.copyOf(buffer, end);
        for (int i = 0; i < Integer.BYTES; i++) {
            whole[COUNT_AT + i] = (byte) (count >>> (Byte.SIZE * i));
        }
        return whole;
    }

    private void keyed(byte tag, Column column, byte[] key, int keyLength, int valueLength) {
        ensure(1 + 3 * LARGEST_VARINT + keyLength + valueLength);
        buffer[end++] = tag;
        varint(column.id());
        sized(key, 0, keyLength);
        count++;
    }

    private void sized(byte[] bytes, int offset, int length) {
        varint(length);
        System.arraycopy(bytes, offset, buffer, end, length);
        end += length;
    }

    private void varint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            buffer[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[end++] = (byte) rest;
    }

    private void ensure(int more) {
        if (buffer.length - end < more) {
            buffer = Arrays.copyOf(
                    buffer, Math.max(Math.addExact(end, more), (int) Math.min(2L * buffer.length, 1 << 30)));
        }
    }
}
