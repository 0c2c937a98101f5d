package io.yarnflink.it.ledger;

import java.util.Locale;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The ledger, which stands still at certain points for as long as a test wants it to. */
public final class HeldLedgerJob {

    /** A point at which it can be held. */
    public enum Point {
        /** In {@code main()}, before there is a job. */
        MAIN,
        /** In a task that is being opened. */
        OPEN,
        /** In a task that takes its part of a checkpoint. */
        SNAPSHOT,
        /** In a task that has done all it had to, and is being closed. */
        CLOSE;

        /** Name of the file, beside the output, that holds whoever comes there. */
        public String hold() {
            return "hold-" + name().toLowerCase(Locale.ROOT);
        }

        /** Name of the file, beside the output, that says that somebody is held. */
        public String reached() {
            return "reached-" + name().toLowerCase(Locale.ROOT);
        }
    }

    private HeldLedgerJob() {}

    public static void main(String[] arguments) throws Exception {
        LedgerOptions options = LedgerOptions.parse(arguments);
        Turnstile turnstile =
                new Turnstile(new Path(options.output()).getParent().toString());
        turnstile.pass(Point.MAIN);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        LedgerJob.toFiles(LedgerJob.lines(env, options).map(new Held(turnstile)).uid("held"), options.output());
        env.execute("held ledger");
    }
}
