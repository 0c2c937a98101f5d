package io.yarnflink.state.rocksdb;

import java.util.Arrays;

/**
 * From the smallest to the largest key of some files, whatever may have been removed between.
 *
 * @param smallest key
 * @param largest key, which belongs to it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared as a record
public record KeySpan(byte[] smallest, byte[] largest) {

    /** Whether all of it lies between {@code from} and before {@code to}. */
    public boolean isWithin(byte[] from, byte[] to) {
        return Arrays.compareUnsigned(from, smallest) <= 0 && Arrays.compareUnsigned(largest, to) < 0;
    }

    KeySpan with(KeySpan other) {
        return new KeySpan(
                Arrays.compareUnsigned(smallest, other.smallest) <= 0 ? smallest : other.smallest,
                Arrays.compareUnsigned(largest, other.largest) >= 0 ? largest : other.largest);
    }
}
