package io.yarnflink.it.interop;

import io.yarnflink.it.ledger.Expected;
import io.yarnflink.it.ledger.LedgerOptions;
import io.yarnflink.it.oracle.LedgerRun;
import io.yarnflink.it.oracle.Run;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** What a job may leave for another one to go on from. */
enum Left {
    /** The newest checkpoint of a job that was canceled in full flow. */
    CHECKPOINT {
        @Override
        String leave(Run job, LedgerRun run, LedgerOptions options) throws Exception {
            await(() -> run.newestCheckpoint().isPresent() && run.committed().size() > SOME_LINES);
            job.cancel();
            return run.newestCheckpoint().orElseThrow();
        }
    },
    /** A canonical savepoint, with which a job was stopped in full flow. */
    STOPPED {
        @Override
        String leave(Run job, LedgerRun run, LedgerOptions options) throws Exception {
            await(() -> run.committed().size() > SOME_LINES);
            return job.stop(run.savepoints(), false);
        }
    },
    /** A savepoint in the state backend's own format, of a job that has nothing to do for now. */
    NATIVE {
        /** One per subtask: a split read behind another one sets timers that are late, and wait for a next watermark. */
        @Override
        int splits() {
            return 2;
        }

        @Override
        String leave(Run job, LedgerRun run, LedgerOptions options) throws Exception {
            int lines = Expected.linesWhenHeld(before(options)).size();
            await(() -> run.committed().size() == lines);
            String path = job.savepoint(run.savepoints(), false);
            job.cancel();
            return path;
        }
    };

    private static final int SOME_LINES = 100;
    private static final int HELD_AT = 900;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** How many splits of each kind there are. */
    int splits() {
        return 3;
    }

    /** What the first job does, given what both do: it must not end before it is ended. */
    static LedgerOptions before(LedgerOptions options) {
        return options.holdAt(HELD_AT);
    }

    /**
     * Ends the first job in its middle.
     *
     * @return the path of what it left
     */
    abstract String leave(Run job, LedgerRun run, LedgerOptions options) throws Exception;

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).until(condition);
    }
}
