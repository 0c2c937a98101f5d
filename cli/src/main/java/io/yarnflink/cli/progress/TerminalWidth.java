package io.yarnflink.cli.progress;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

/**
 * The terminal's width. Java cannot ask for it, {@code stty} can. It is asked now and then, since people resize windows,
 * on a thread of its own: drawing never waits.
 */
final class TerminalWidth implements IntSupplier {

    private static final int ASK_EVERY_DRAWINGS = 20;

    private final AtomicInteger columns;
    private final AtomicInteger drawings = new AtomicInteger();

    TerminalWidth(Map<String, String> environment) {
        this.columns = new AtomicInteger(parse(environment.getOrDefault("COLUMNS", "")));
    }

    private static int parse(String text) {
        try {
            int value = Integer.parseInt(text.strip());
            return value > 0 ? value : Terminal.USUAL_COLUMNS;
        } catch (NumberFormatException e) {
            return Terminal.USUAL_COLUMNS;
        }
    }

    @Override
    public int getAsInt() {
        if (drawings.getAndIncrement() % ASK_EVERY_DRAWINGS == 0) {
            Thread thread = new Thread(this::ask, "terminal-width");
            thread.setDaemon(true);
            thread.start();
        }
        return columns.get();
    }

    private void ask() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            int space = answer.indexOf(' ');
            if (space > 0) {
                columns.set(parse(answer.substring(space + 1)));
            }
        } catch (IOException e) {
            // No such program or no terminal: the width stays what it was.
        }
    }
}
