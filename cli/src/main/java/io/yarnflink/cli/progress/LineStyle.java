package io.yarnflink.cli.progress;

import io.yarnflink.cli.text.Amounts;
import io.yarnflink.cli.text.Columns;
import java.util.Optional;

/**
 * How a step looks as a line of a terminal: a mark, the text, and the time it has taken at the right.
 *
 * @param colors whether to use them
 * @param unicode whether more than ASCII can be shown
 */
record LineStyle(boolean colors, boolean unicode) {

    /** The time stands here, or at the edge of a narrower terminal. */
    private static final int WIDEST = 78;

    private static final int TIME_COLUMNS = 10;
    private static final int BAR_CELLS = 24;
    private static final int SPIN_MILLIS = 100;
    private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final String[] ASCII_SPINNER = {"|", "/", "-", "\\"};
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String CYAN = "36";
    private static final String FAINT = "2";

    String ended(Step step, String took, int columns) {
        boolean done = step.state() == Step.State.DONE;
        String mark = done ? paint(unicode ? "✓" : "+", GREEN) : paint(unicode ? "✗" : "x", RED);
        return line(mark, step.text(), took, columns);
    }

    String active(Step step, long now, int columns) {
        String[] spinner = unicode ? SPINNER : ASCII_SPINNER;
        long elapsed = Math.max(0, now - step.startedMillis());
        String mark = paint(spinner[(int) (elapsed / SPIN_MILLIS % spinner.length)], CYAN);
        String text = step.text() + step.bar().map(this::bar).orElse("");
        return line(mark, text, Amounts.duration(elapsed), columns);
    }

    private String bar(Step.Bar bar) {
        int full = (int) (bar.done() * BAR_CELLS / bar.total());
        String cells = (unicode ? "█" : "#").repeat(full) + (unicode ? "░" : ".").repeat(BAR_CELLS - full);
        return " [" + cells + "] " + bar.done() * 100 / bar.total() + " % of " + Amounts.bytes(bar.total());
    }

    private String line(String mark, String text, String time, int columns) {
        int width = Math.min(columns, WIDEST);
        int room = width - TIME_COLUMNS - 2;
        String clean = Columns.printable(text);
        if (room < TIME_COLUMNS) {
            return mark + " " + Columns.fit(clean, Math.max(0, columns - 2));
        }
        // Long words of YARN's may use the whole width; only then does the time move.
        int textRoom = Math.max(room, columns - TIME_COLUMNS - 2);
        String shown = Columns.pad(Columns.fit(clean, textRoom), room);
        return mark + " " + shown + paint(" ".repeat(Math.max(1, TIME_COLUMNS - time.length())) + time, FAINT);
    }

    private String paint(String text, String color) {
        return Optional.of(text)
                .filter(t -> colors)
                .map(t -> "\u001b[" + color + "m" + t + "\u001b[0m")
                .orElse(text);
    }
}
