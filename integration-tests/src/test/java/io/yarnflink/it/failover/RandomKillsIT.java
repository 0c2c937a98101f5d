package io.yarnflink.it.failover;

import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.faults.LedgerApplication;
import io.yarnflink.it.faults.RunningLedger;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An ApplicationMaster that is killed at random, again and again. The profile {@code nightly} says how often by
 * {@code failover.kills}; the seed is printed and can be given as {@code faults.seed}.
 */
@ExtendWith(ClusterExtension.class)
@EnabledIfSystemProperty(named = "failover.kills", matches = "[1-9]\\d*")
class RandomKillsIT {

    private static final int KILLS = Integer.getInteger("failover.kills", 1);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final int LONGEST_PAUSE_MILLIS = 8_000;

    /** Of each split. Some subtask reads two of them, which are more than it gets done between two kills. */
    private static final long RECORDS_PER_KILL = 700;

    private static final long RATE = 100;

    private final Random random = new Random(SEED);

    @Test
    void shouldWriteEachLineOnceWheneverItsMasterIsKilled(RealCluster cluster, TestReporter report) throws Exception {
        // given
        report.publishEntry("faults.seed", Long.toString(SEED));
        RunningLedger running = new LedgerApplication(cluster, "/failover/random")
                .records(RECORDS_PER_KILL * (KILLS + 1), RATE)
                .run(2, "-D", "yarn.application-attempts=1000", "-D", "execution.checkpointing.num-retained=3");

        // when
        for (int kill = 1; kill <= KILLS; kill++) {
            pause(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
            running.killMaster();
            cluster.awaitAttempt(running.application(), kill + 1);
            running.awaitProgress();
        }

        // then
        running.assertEndsWithEachLineOnce();
    }

    private static void pause(Duration duration) {
        Awaitility.await().pollDelay(duration).atMost(duration.plusMinutes(1)).until(() -> true);
    }
}
