package io.yarnflink.state.cache;

import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order of their keys, some packed by another thread while those before them are used. Where no other thread is
 * free, the one that asks for rows packs them. Belongs to one thread.
 */
final class RowsAhead implements AutoCloseable {

    private final RowPacker packer;
    private final ClassLoader userCode = Thread.currentThread().getContextClassLoader();

    /** What is packed, or will be. */
    private PackedRows ahead = new PackedRows();

    private PackedRows spare = new PackedRows();

    /** Tells whether the rows end with a key group; null if there are no more. */
    private @Nullable ForkJoinTask<Boolean> packing;

    /** Begins to pack. */
    RowsAhead(RowPacker packer) {
        this.packer = packer;
        packMore();
    }

    private void packMore() {
        PackedRows rows = ahead;
        packing = packer.hasNext() ? ForkJoinTask.adapt(() -> pack(rows)).fork() : null;
    }

    /** Some serializers look for the user's classes by the thread that they are in. */
    private boolean pack(PackedRows rows) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(userCode);
        try {
            return packer.pack(rows);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Whether there are more. */
    boolean hasNext() {
        return packing != null;
    }

    /**
     * Hands over the next rows, of which there must be some.
     *
     * @return whether the rows after them come after them in order
     */
    boolean drainTo(PackedRows.Sink sink) {
        if (packing == null) {
            throw new IllegalStateException("Expected more rows, found their end");
        }
        boolean inOrder = packing.join();
        PackedRows rows = ahead;
        ahead = spare;
        spare = rows;
        packMore();
        rows.drainTo(sink);
        return inOrder;
    }

    /** When it returns, nobody looks at the rows any more. */
    @Override
    public void close() {
        if (packing != null) {
            packing.quietlyJoin();
        }
    }
}
