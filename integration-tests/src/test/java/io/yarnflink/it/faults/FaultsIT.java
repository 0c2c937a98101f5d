package io.yarnflink.it.faults;

import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How often and how long is said by the system properties {@code faults.kills}, {@code faults.safe-mode} (seconds) and
 * {@code faults.seed}; the profile {@code nightly} asks for more.
 */
@ExtendWith(ClusterExtension.class)
class FaultsIT {

    private static final int KILLS = Integer.getInteger("faults.kills", 3);
    private static final int SAFE_MODE_SECONDS = Integer.getInteger("faults.safe-mode", 4);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    /** After so many kills the job is left alone until it has come further, else it might only ever restart. */
    private static final int KILLS_IN_A_ROW = 4;

    private static final int LONGEST_PAUSE_MILLIS = 6_000;

    private final Random random = new Random(SEED);

    @ParameterizedTest(name = "state in {0}")
    @ValueSource(strings = {"hashmap", "rocksdb"})
    void shouldWriteEachLineOnceWhateverIsKilled(String backend, RealCluster cluster, TestReporter report)
            throws Exception {
        // given
        report.publishEntry("faults.seed", Long.toString(SEED));
        RunningLedger running = new LedgerApplication(cluster, "/faults/kills-" + backend)
                .records(1_000L + 500L * KILLS, 500)
                .run(2, "-D", "state.backend.type=" + backend);

        // when
        for (int kill = 0; kill < KILLS; kill++) {
            pause(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)));
            Containers.killTaskManager(running.application(), random);
            if (kill % KILLS_IN_A_ROW == KILLS_IN_A_ROW - 1) {
                running.awaitProgress();
            }
        }

        // then
        running.assertEndsWithEachLineOnce();
    }

    @Test
    void shouldWriteEachLineOnceThoughANodeRestarts(RealCluster cluster) throws Exception {
        // given
        RunningLedger running = new LedgerApplication(cluster, "/faults/node")
                .records(3_000, 500)
                .run(2);
        List<NodeId> nodes = cluster.nodesOfTaskManagers(running.application());

        // when
        cluster.restartNodeManager(nodes.get(0));

        // then
        running.assertEndsWithEachLineOnce();
    }

    @Test
    void shouldWriteEachLineOnceThoughFilesCannotBeWrittenForAWhile(RealCluster cluster) throws Exception {
        // given
        RunningLedger running = new LedgerApplication(cluster, "/faults/safe-mode")
                .records(3_000, 500)
                .run(2);

        // when
        cluster.enterSafeMode();
        try {
            Containers.killTaskManager(running.application(), random);
            pause(Duration.ofSeconds(SAFE_MODE_SECONDS));
        } finally {
            cluster.leaveSafeMode();
        }

        // then
        running.assertEndsWithEachLineOnce();
    }

    private static void pause(Duration duration) {
        Awaitility.await().pollDelay(duration).atMost(duration.plusMinutes(1)).until(() -> true);
    }
}
