package io.yarnflink.cli.progress;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A terminal without glass: understands the few control sequences that we use, and fails on any other. It wraps nothing:
 * a line that is too long is an error.
 */
public final class Screen {

    private final List<StringBuilder> rows = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private int columns;
    private int row;
    private int column;
    private boolean cursorVisible = true;

    public Screen(int columns) {
        this.columns = columns;
        rows.add(new StringBuilder());
    }

    /** The terminal to draw on. */
    public Terminal terminal(boolean colors, boolean unicode) {
        return new Terminal(stream, true, colors, unicode, () -> columns);
    }

    /** What a person would see now; without blanks at the ends of lines and empty lines at the end. */
    public List<String> lines() {
        read();
        List<String> seen = new ArrayList<>(
                rows.stream().map(r -> r.toString().stripTrailing()).toList());
        while (!seen.isEmpty() && seen.get(seen.size() - 1).isEmpty()) {
            seen.remove(seen.size() - 1);
        }
        return seen;
    }

    /** Whether the cursor can be seen. */
    public boolean cursorVisible() {
        read();
        return cursorVisible;
    }

    /** The bytes that have been written and not yet looked at. */
    public String raw() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Another width from now on; what stands there stays. */
    public void resize(int to) {
        read();
        columns = to;
    }

    private void read() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        bytes.reset();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\u001b') {
                i = control(text, i);
            } else {
                put(c);
                i++;
            }
        }
    }

    private void put(char c) {
        if (c == '\r') {
            column = 0;
        } else if (c == '\n') {
            row++;
            column = 0;
            while (rows.size() <= row) {
                rows.add(new StringBuilder());
            }
        } else {
            StringBuilder line = rows.get(row);
            while (line.length() <= column) {
                line.append(' ');
            }
            line.setCharAt(column++, c);
            if (column > columns) {
                throw new AssertionError("Wrote beyond column " + columns + ": " + line);
            }
        }
    }

    private int control(String text, int start) {
        int end = start + 2;
        while (!Character.isLetter(text.charAt(end))) {
            end++;
        }
        String argument = text.substring(start + 2, end);
        switch (text.charAt(end)) {
            case 'A' -> row -= Integer.parseInt(argument);
            case 'K' -> rows.get(row).setLength(Math.min(rows.get(row).length(), column));
            case 'J' -> {
                rows.get(row).setLength(Math.min(rows.get(row).length(), column));
                rows.subList(row + 1, rows.size()).clear();
            }
            case 'm' -> assertColor(argument);
            case 'l' -> cursorVisible = false;
            case 'h' -> cursorVisible = true;
            default -> throw new AssertionError("Unknown control sequence " + text.substring(start + 1, end + 1));
        }
        return end + 1;
    }

    private static void assertColor(String argument) {
        if (!argument.matches("\\d+")) {
            throw new AssertionError("Unknown colour " + argument);
        }
    }
}
