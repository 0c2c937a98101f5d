package io.yarnflink.state.rocksdb;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.DirectSlice;

/**
 * A place outside of the heap from which native code reads bytes. An array would be copied with every call, and a buffer asked
 * for its address; a slice is known by its own, so those of small lengths are kept. Belongs to one thread.
 */
final class NativeBytes implements AutoCloseable {

    private static final int SMALL = 1024;

    private final ByteBuffer small = ByteBuffer.allocateDirect(SMALL);
    private final @Nullable DirectSlice[] smallOnes = new DirectSlice[SMALL + 1];

    private ByteBuffer large = small;
    private @Nullable DirectSlice largeOne;

    /** These bytes, until the next are asked for. */
    DirectSlice copyOf(byte[] source, int from, int length) {
        if (length > SMALL) {
            return largeCopyOf(source, from, length);
        }
        small.clear().put(source, from, length);
        DirectSlice slice = smallOnes[length];
        if (slice == null) {
            slice = new DirectSlice(small, length);
            smallOnes[length] = slice;
        }
        return slice;
    }

    private DirectSlice largeCopyOf(byte[] source, int from, int length) {
        if (length > large.capacity()) {
            large = ByteBuffer.allocateDirect((int) Math.min(2L * length, Integer.MAX_VALUE));
        }
        large.clear().put(source, from, length);
        close(largeOne);
        DirectSlice slice = new DirectSlice(large, length);
        largeOne = slice;
        return slice;
    }

    @Override
    public void close() {
        close(largeOne);
        for (DirectSlice slice : smallOnes) {
            close(slice);
        }
    }

    private static void close(@Nullable DirectSlice slice) {
        if (slice != null) {
            slice.close();
        }
    }
}
