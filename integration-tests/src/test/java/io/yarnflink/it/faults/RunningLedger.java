package io.yarnflink.it.faults;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.Containers;
import java.io.IOException;
import java.time.Duration;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.awaitility.Awaitility;

/**
 * The ledger on YARN, from its submission on.
 *
 * @param ledger what it does
 * @param command follows it
 * @param application YARN's id
 */
public record RunningLedger(LedgerApplication ledger, CliProcess command, ApplicationId application) {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    /** Kills its ApplicationMaster as {@code kill -9} does; waits for one if there is none. */
    public void killMaster() {
        Awaitility.await("an ApplicationMaster of " + application)
                .atMost(PATIENCE)
                .pollInterval(LOOK_EVERY)
                .until(() -> Containers.killApplicationMaster(application));
    }

    /** Waits until more is committed than before. */
    public void awaitProgress() throws IOException {
        ledger.awaitProgress();
    }

    /** Lets it come to its end, and looks at what it has written and left. */
    public void assertEndsWithEachLineOnce() throws Exception {
        ledger.release();
        ledger.assertEndsWithEachLineOnce(command);
    }
}
