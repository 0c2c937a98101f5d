package io.yarnflink.it.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has to come out of a run, and how something else differs from it. */
public final class Expected {

    private static final int SHOWN = 20;

    private Expected() {}

    /** All lines of a run that has ended. */
    public static List<String> lines(LedgerOptions options) {
        List<String> lines = new ArrayList<>();
        Volume all = options.volume().from(0, 2 * options.volume().splits());
        for (int split = 0; split < all.splits(); split++) {
            Map<Long, Long> sums = new HashMap<>();
            for (long position = 0; position < all.records(); position++) {
                Entry entry = all.entry(split, position);
                long sum = sums.merge(entry.key, entry.amount, Long::sum);
                lines.add(Line.booked(entry.key, entry.number, sum));
                if (Line.hasTimer(entry)) {
                    lines.add(Line.fired(entry.key, Line.timerOf(entry), sum));
                }
            }
        }
        return lines;
    }

    /** How many entries have been booked when all splits are held. */
    public static long bookedWhenHeld(LedgerOptions options) {
        return 2L * options.volume().splits() * options.volume().available();
    }

    /**
     * What is wrong with the lines of a run that has ended.
     *
     * @return at most a few differences; empty if each expected line is there exactly once and nothing else is
     */
    public static List<String> differences(LedgerOptions options, List<String> found) {
        Map<String, Integer> counts = new HashMap<>();
        found.forEach(line -> counts.merge(line, 1, Integer::sum));
        List<String> differences = new ArrayList<>();
        for (String line : lines(options)) {
            Integer count = counts.remove(line);
            if (count == null) {
                differences.add("lost: " + line);
            } else if (count > 1) {
                differences.add(count + " times: " + line);
            }
        }
        counts.forEach((line, count) -> differences.add("not expected: " + line));
        return differences.subList(0, Math.min(SHOWN, differences.size()));
    }
}
