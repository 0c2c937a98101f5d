package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.graph.Subtask;

/**
 * Records: how many, and the sum of what is in them, so that one cannot stand for another.
 *
 * @param count how many
 * @param sum of their values; every record that a source gives has its own
 */
record Amount(long count, long sum) {

    static final Amount NOTHING = new Amount(0, 0);

    /** What a source gives from its {@code from}th record up to, and without, its {@code to}th. */
    static Amount given(Subtask source, long from, long to) {
        long count = to - from;
        long base = 1_000_000L * (source.vertex() * 10L + source.index() + 1);
        return new Amount(count, count * base + (from + to - 1) * count / 2);
    }

    Amount plus(Amount other) {
        return new Amount(count + other.count, sum + other.sum);
    }

    boolean isNothing() {
        return count == 0;
    }
}
