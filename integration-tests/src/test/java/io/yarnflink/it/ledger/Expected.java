package io.yarnflink.it.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has to come out of a run, and how something else differs from it. */
public final class Expected {

    private static final int SHOWN = 20;

    private Expected() {}

    /** All lines of a run that has ended. */
    public static List<String> lines(LedgerOptions options) {
        return lines(options, options.volume().records(), Long.MAX_VALUE);
    }

    /** All lines of a run that is held, once its watermark has come as far as it can. */
    public static List<String> linesWhenHeld(LedgerOptions options) {
        long position = options.hold().position();
        return lines(options, position, position - 2);
    }

    private static List<String> lines(LedgerOptions options, long records, long watermark) {
        List<String> lines = new ArrayList<>();
        Volume all = options.volume().from(0, 2 * options.volume().splits());
        for (int split = 0; split < all.splits(); split++) {
            Map<Long, Long> sums = new HashMap<>();
            for (long position = 0; position < records; position++) {
                Entry entry = all.entry(split, position);
                long sum = sums.merge(entry.key, entry.amount, Long::sum);
                lines.add(Line.booked(entry.key, entry.number, sum));
                if (Line.hasTimer(entry) && Line.timerOf(entry) <= watermark) {
                    lines.add(Line.fired(entry.key, Line.timerOf(entry), sum));
                }
            }
        }
        return lines;
    }

    /**
     * What is wrong with the lines of a run that has ended.
     *
     * @return at most a few differences; empty if each expected line is there exactly once and nothing else is
     */
    public static List<String> differences(LedgerOptions options, List<String> found) {
        Set<String> lost = new LinkedHashSet<>(lines(options));
        found.forEach(lost::remove);
        List<String> differences = new ArrayList<>();
        lost.forEach(line -> differences.add("lost: " + line));
        differences.addAll(surplus(options, found));
        return differences.subList(0, Math.min(SHOWN, differences.size()));
    }

    /**
     * What is wrong with the lines of a run that goes on.
     *
     * @return at most a few differences; empty if no line is there twice, and none that is not expected
     */
    public static List<String> surplus(LedgerOptions options, List<String> found) {
        Set<String> expected = new HashSet<>(lines(options));
        Set<String> seen = new HashSet<>();
        return found.stream()
                .filter(line -> !seen.add(line) || !expected.contains(line))
                .map(line -> (expected.contains(line) ? "twice: " : "not expected: ") + line)
                .limit(SHOWN)
                .toList();
    }
}
