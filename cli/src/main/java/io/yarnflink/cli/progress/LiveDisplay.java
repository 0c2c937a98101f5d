package io.yarnflink.cli.progress;

import io.yarnflink.cli.text.Amounts;
import io.yarnflink.cli.text.Columns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Ended steps stay as lines; those that go on are drawn below them, again and again in the same place. A drawing
 * overwrites the one before in a single write, so nothing flickers.
 */
final class LiveDisplay implements Display {

    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";
    private static final String CLEAR_LINE_END = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final Terminal terminal;
    private final LineStyle style;
    private List<String> drawn = List.of();
    private int drawnColumns;
    private boolean begun;

    LiveDisplay(Terminal terminal) {
        this.terminal = terminal;
        this.style = new LineStyle(terminal.colors(), terminal.unicode());
    }

    @Override
    public void changed(Step step, Collection<Step> active, long now) {
        draw(List.of(), active, now);
    }

    @Override
    public void ended(Step step, Collection<Step> active, long now) {
        String took = Amounts.duration(now - step.startedMillis());
        draw(List.of(style.ended(step, took, room())), active, now);
    }

    @Override
    public void line(String text, Collection<Step> active, long now) {
        draw(List.of(Columns.printable(text)), active, now);
    }

    @Override
    public void tick(Collection<Step> active, long now) {
        draw(List.of(), active, now);
    }

    @Override
    public void close() {
        StringBuilder frame = new StringBuilder();
        toTop(frame);
        frame.append(CLEAR_BELOW);
        if (begun) {
            frame.append(SHOW_CURSOR);
        }
        drawn = List.of();
        write(frame);
    }

    /** One column stays free: writing into the last one makes some terminals wrap. */
    private int room() {
        return Math.max(1, terminal.columns().getAsInt() - 1);
    }

    private void draw(List<String> lasting, Collection<Step> active, long now) {
        int columns = room();
        List<String> next = new ArrayList<>();
        for (Step step : active) {
            next.add(style.active(step, now, columns));
        }
        if (lasting.isEmpty() && next.equals(drawn) && columns == drawnColumns) {
            return;
        }
        StringBuilder frame = new StringBuilder();
        if (!begun) {
            frame.append(HIDE_CURSOR);
            begun = true;
        }
        toTop(frame);
        for (String line : lasting) {
            frame.append(line).append(CLEAR_LINE_END).append('\n');
        }
        for (String line : next) {
            frame.append(line).append(CLEAR_LINE_END).append('\n');
        }
        if (drawn.size() > lasting.size() + next.size()) {
            frame.append(CLEAR_BELOW);
        }
        drawn = next;
        drawnColumns = columns;
        write(frame);
    }

    private void toTop(StringBuilder frame) {
        if (!drawn.isEmpty()) {
            frame.append("\r\u001b[").append(drawn.size()).append('A');
        }
    }

    private void write(StringBuilder frame) {
        terminal.out().print(frame);
        terminal.out().flush();
    }
}
