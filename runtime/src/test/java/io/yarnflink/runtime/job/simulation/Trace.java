package io.yarnflink.runtime.job.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What happened in a simulation, in order. Entries become text only when somebody reads them. */
final class Trace {

    private record Entry(long at, String what, Object about) {

        @Override
        public String toString() {
            String text = about.toString();
            for (Shortening one : SHORTENINGS) {
                text = one.longForm().matcher(text).replaceAll(one.shortForm());
            }
            return String.format("%7d %-8s %s", at, what, text);
        }
    }

    private record Shortening(Pattern longForm, String shortForm) {

        static Shortening of(String longForm, String shortForm) {
            return new Shortening(Pattern.compile(longForm), shortForm);
        }
    }

    /** Ids become readable, and what differs from one run to the next goes. */
    private static final List<Shortening> SHORTENINGS = List.of(
            Shortening.of("[0-9a-f]{32}_[0-9a-f]{15}([0-9a-f])[0-9a-f]{15}([0-9a-f])_(\\d+)_(\\d+)", "job$1.$2[$3]#$4"),
            Shortening.of("[0-9a-f]{31}([0-9a-f])", "job$1"),
            Shortening.of(", accumulators=\\[B@[0-9a-f]+", ""),
            Shortening.of("\\[B@[0-9a-f]+", "bytes"),
            Shortening.of("AttemptStatus|, failure=Optional.empty|attempt=|attempts=|worker=|state=", ""),
            Shortening.of(", placement=[^,\\]]*", ""),
            Shortening.of("Subtask\\[vertex=(\\d+), index=(\\d+)\\]", "$1[$2]"));

    private final List<Entry> entries = new ArrayList<>();
    private final VirtualTime time;

    Trace(VirtualTime time) {
        this.time = time;
    }

    void add(String what, Object about) {
        entries.add(new Entry(time.now(), what, about));
    }

    /** The last so many entries, one in a line. */
    String tail(int lines) {
        StringBuilder text = new StringBuilder();
        for (Entry entry : entries.subList(Math.max(0, entries.size() - lines), entries.size())) {
            text.append(entry).append('\n');
        }
        return text.toString();
    }

    int size() {
        return entries.size();
    }
}
