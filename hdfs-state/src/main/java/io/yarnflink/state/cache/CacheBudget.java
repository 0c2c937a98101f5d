package io.yarnflink.state.cache;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The bytes of a heap that caches may take, in equal shares: a cache that opens makes the others' smaller. Thread-safe.
 */
public final class CacheBudget {

    private final AtomicInteger open = new AtomicInteger();

    /** A cache's part. */
    public interface Share extends AutoCloseable {

        /** How many bytes it has now. */
        long bytes();

        @Override
        default void close() {}
    }

    /** Opens a share of {@code total} bytes; those who share a budget should agree on the total. */
    public Share open(long total) {
        open.incrementAndGet();
        return new Share() {
            @Override
            public long bytes() {
                return total / Math.max(1, open.get());
            }

            @Override
            public void close() {
                open.decrementAndGet();
            }
        };
    }
}
