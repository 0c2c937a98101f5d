package io.yarnflink.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.faults.LedgerApplication;
import io.yarnflink.it.faults.RunningLedger;
import io.yarnflink.runtime.log.LogEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An ApplicationMaster that stands still for longer than YARN is patient, and then goes on where it was. Its NodeManager
 * cannot end it meanwhile: it has left the process group that is killed, as if its node were cut off.
 */
class StoppedMasterIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void shouldTouchNothingAnyMoreAndEnd() throws Exception {
        try (RealCluster cluster = RealCluster.start("yarn.am.liveness-monitor.expiry-interval-ms=10000")) {
            // given
            RunningLedger running = new LedgerApplication(cluster, "/failover/stopped")
                    .records(3_000, 200)
                    .run(
                            2,
                            "-D",
                            "containerized.master.env.JAVA_HOME=" + javaOutOfReach(),
                            "-D",
                            "yarn.application-attempts=10",
                            "-D",
                            "heartbeat.interval=1 s",
                            "-D",
                            "heartbeat.timeout=8 s");
            ProcessHandle master = Containers.applicationMaster(running.application());

            // when
            Containers.stop(master);
            try {
                running.command().awaitProgress("attempt 2 goes on from checkpoint ");
                running.awaitProgress();
                assertThat(Containers.runs(master)).isTrue();
            } finally {
                Containers.goOn(master);
            }

            // then
            Awaitility.await("the end of the first ApplicationMaster")
                    .atMost(PATIENCE)
                    .until(() -> !Containers.runs(master));
            assertThat(cluster.masterLogs(running.application()).get(0))
                    .containsPattern(
                            "Exiting with code 4, touching nothing: "
                                    + "(.* found that attempt \\d+ at .* does|YARN wants nothing more of this ApplicationMaster)");
            assertThat(newestEntry(cluster, running).epoch()).isGreaterThan(1);

            // when all that the checkpoints hold is needed
            Containers.killTaskManager(running.application(), new Random());
            running.awaitProgress();

            // then
            running.assertEndsWithEachLineOnce();
        }
    }

    private static LogEntry newestEntry(RealCluster cluster, RunningLedger running) throws IOException {
        return LogEntry.decode(cluster.readNewestLogEntry(running.application()).orElseThrow());
    }

    /** A folder that looks like that of a JDK, whose process lives in a session of its own. */
    private Path javaOutOfReach() throws IOException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(
                java, "#!/bin/sh\nexec setsid --wait '" + System.getProperty("java.home") + "/bin/java' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        return folder;
    }
}
