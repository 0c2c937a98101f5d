package io.yarnflink.cli.progress;

import io.yarnflink.cli.text.Amounts;
import io.yarnflink.cli.text.Columns;
import java.io.PrintStream;
import java.util.Collection;

/** One line for each change, for logs and pipes. A line begins with the time since the command began. */
final class PlainDisplay implements Display {

    private static final int TIME_COLUMNS = 10;

    private final PrintStream out;
    private final long startedMillis;

    PlainDisplay(PrintStream out, long startedMillis) {
        this.out = out;
        this.startedMillis = startedMillis;
    }

    @Override
    public void changed(Step step, Collection<Step> active, long now) {
        print(step.text(), now);
    }

    @Override
    public void ended(Step step, Collection<Step> active, long now) {
        String took = now > step.startedMillis() ? " (" + Amounts.duration(now - step.startedMillis()) + ")" : "";
        print(step.text() + took, now);
    }

    @Override
    public void line(String text, Collection<Step> active, long now) {
        print(text, now);
    }

    @Override
    public void tick(Collection<Step> active, long now) {
        // A log has no use for what will be different in a moment.
    }

    @Override
    public void close() {
        out.flush();
    }

    private void print(String text, long now) {
        out.println(Columns.pad(Amounts.duration(now - startedMillis) + " ", TIME_COLUMNS) + Columns.printable(text));
    }
}
