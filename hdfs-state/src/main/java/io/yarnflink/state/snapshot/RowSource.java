package io.yarnflink.state.snapshot;

import org.jspecify.annotations.Nullable;

/** The rows of one state, by key group. Used by one thread. */
interface RowSource extends AutoCloseable {

    /** A row. */
    final class Row {
        private final byte[] key;
        private final byte[] value;

        /** Takes arrays that nobody else has. */
        Row(byte[] key, byte[] value) {
            this.key = key;
            this.value = value;
        }

        /** The key, which whoever reads the row may change. */
        byte[] key() {
            return key;
        }

        /** The value as stored. */
        byte[] value() {
            return value;
        }
    }

    /** The next row of {@code keyGroup}, or null if it has no more; key groups are asked for in order. */
    @Nullable
    Row next(int keyGroup);

    @Override
    void close();
}
