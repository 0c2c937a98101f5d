package io.yarnflink.cli.progress;

import java.io.PrintStream;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * Where progress goes.
 *
 * @param out its stream
 * @param live whether lines can be drawn anew
 * @param colors whether colours are wanted
 * @param unicode whether more than ASCII can be shown
 * @param columns the width, asked for anew for every drawing
 */
public record Terminal(PrintStream out, boolean live, boolean colors, boolean unicode, IntSupplier columns) {

    /** The width where nobody says another. */
    public static final int USUAL_COLUMNS = 80;

    /** No terminal at all, such as a file or a pipe. */
    public static Terminal none(PrintStream out) {
        return new Terminal(out, false, false, false, () -> USUAL_COLUMNS);
    }

    /**
     * The terminal of this process.
     *
     * @param out where progress is to go
     * @param environment for {@code TERM} and {@code NO_COLOR}
     * @param isTerminal whether both output streams are terminals
     * @param unicode whether the stream's encoding has more than ASCII
     */
    public static Terminal of(PrintStream out, Map<String, String> environment, boolean isTerminal, boolean unicode) {
        String kind = environment.getOrDefault("TERM", "");
        if (!isTerminal || kind.isEmpty() || kind.equals("dumb")) {
            return none(out);
        }
        boolean colors = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(out, true, colors, unicode, new TerminalWidth(environment));
    }
}
