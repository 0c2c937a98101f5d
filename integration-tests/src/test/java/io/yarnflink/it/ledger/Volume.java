package io.yarnflink.it.ledger;

import java.io.Serializable;
import java.time.Duration;

/**
 * What splits hold; the entries follow from it, so that anybody can tell what has to come out.
 *
 * @param firstSplit number of the first split
 * @param splits how many there are
 * @param keys accounts of each split
 * @param records entries of each split
 * @param rate entries per second and reading subtask; 0 for as many as there are
 */
public record Volume(int firstSplit, int splits, int keys, long records, long rate) implements Serializable {

    /** What one subtask reads in a second on any machine. */
    private static final long SLOWEST = 100;

    /** How long it takes if one subtask reads all splits of a kind. */
    public Duration longestReading() {
        return Duration.ofSeconds(splits * records / (rate == 0 ? SLOWEST : Math.min(rate, SLOWEST)));
    }

    /** The entry at a position of a split, from 0. */
    Entry entry(int split, long position) {
        return new Entry(split, (long) split * keys + position % keys, position / keys, position);
    }

    /** The same with other splits. */
    Volume from(int otherFirst, int otherSplits) {
        return new Volume(otherFirst, otherSplits, keys, records, rate);
    }
}
