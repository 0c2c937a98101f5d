package io.yarnflink.cli.run;

import java.util.ArrayList;
import java.util.List;

/** What of an application's last words is for everybody: the messages, not the stack traces. */
final class Causes {

    private static final String CAUSE = "Caused by: ";

    private Causes() {}

    /**
     * Leaves out the lines of stack traces, and the messages that only repeat, at the head of a trace, what was said
     * before.
     */
    static List<String> withoutTraces(List<String> lines) {
        int trace = firstFrame(lines);
        if (trace == lines.size()) {
            return lines;
        }
        List<String> kept = new ArrayList<>(lines.subList(0, trace));
        for (int head = 1; head < kept.size(); head++) {
            if (kept.get(0).endsWith(kept.get(head))) {
                kept.subList(head, kept.size()).clear();
            }
        }
        String first = kept.isEmpty() ? "" : kept.get(0);
        lines.stream()
                .skip(trace)
                .filter(line -> line.startsWith(CAUSE) && !first.endsWith(line.substring(CAUSE.length())))
                .forEach(kept::add);
        while (!kept.isEmpty() && kept.get(kept.size() - 1).isBlank()) {
            kept.remove(kept.size() - 1);
        }
        return kept;
    }

    private static int firstFrame(List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("\tat ")) {
                return i;
            }
        }
        return lines.size();
    }
}
