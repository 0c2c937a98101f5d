package io.yarnflink.state.cache;

import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.clock.Clock;

/**
 * What a cache did. Written by the task's thread, read by whoever reports metrics, who may see numbers a little late.
 */
public final class CacheCounters {

    private static final String GROUP = "objectCache";

    private final Clock clock;
    private long hits;
    private long misses;
    private long evictions;
    private long flushes;
    private long flushNanos;

    /** @param clock times flushes */
    public CacheCounters(Clock clock) {
        this.clock = clock;
    }

    /** Offers the numbers as metrics of an operator. */
    public void register(MetricGroup metrics) {
        MetricGroup group = metrics.addGroup(GROUP);
        group.gauge("hits", this::hits);
        group.gauge("misses", () -> misses);
        group.gauge("evictions", this::evictions);
        group.gauge("flushes", () -> flushes);
        group.gauge("flushMillis", () -> flushNanos / 1_000_000);
    }

    /** How often an entry was there. */
    public long hits() {
        return hits;
    }

    /** How many entries had to go. */
    public long evictions() {
        return evictions;
    }

    void hit() {
        hits++;
    }

    void miss() {
        misses++;
    }

    void evicted() {
        evictions++;
    }

    /** A flush begins; returns what {@link #flushed} wants. */
    long flushing() {
        return clock.relativeTimeNanos();
    }

    void flushed(long begin) {
        flushes++;
        flushNanos += clock.relativeTimeNanos() - begin;
    }
}
