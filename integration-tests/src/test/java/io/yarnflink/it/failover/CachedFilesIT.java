package io.yarnflink.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.ClusterExtension;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.jobs.CacheNotingJob;
import io.yarnflink.it.jobs.IdleMain;
import io.yarnflink.it.jobs.JobJar;
import io.yarnflink.runtime.log.LogEntry;
import io.yarnflink.runtime.log.LogEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A job's own files and JARs, while its ApplicationMaster is killed. */
@ExtendWith(ClusterExtension.class)
class CachedFilesIT {

    private static final int KILLED = 3;
    private static final String NOTES = "/cached/notes";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path folder;

    @Test
    void shouldHandTheNextAttemptsTasksWhatItsOwnMainRegisters(RealCluster cluster) throws Exception {
        // given
        Path shipped = Files.writeString(folder.resolve("shipped.txt"), "shipped");
        // Under such a name it is on nobody's class path.
        Path more = Files.copy(Path.of(JobJar.of(IdleMain.class)), folder.resolve("more.bin"));
        CliProcess command = cluster.cli()
                .start(
                        "run-application",
                        "-p",
                        "2",
                        "--ship",
                        shipped.toString(),
                        "--ship",
                        more.toString(),
                        "-D",
                        "execution.checkpointing.interval=300ms",
                        JobJar.of(CacheNotingJob.class),
                        "hdfs://" + NOTES,
                        "shipped.txt",
                        "more.bin",
                        IdleMain.class.getName());
        ApplicationId application = command.application();
        awaitNotes(cluster, 1);
        awaitCheckpoint(cluster, application);

        // when: one of its TaskManagers comes over, the other one is new
        Containers.killApplicationMaster(application);
        Containers.killTaskManager(application, new Random());

        // then
        command.awaitProgress("attempt 2 goes on from checkpoint ");
        awaitNotes(cluster, 2);
        assertThat(cluster.readLines(NOTES)).allSatisfy(note -> assertThat(note).endsWith(" leaf shipped IdleMain"));
        CliResult cancel = cluster.cli().run("cancel", application.toString());
        assertThat(cancel.exitCode()).as(cancel.err()).isZero();
        assertThat(command.awaitEnd().exitCode()).isEqualTo(KILLED);
        Containers.awaitNone(application);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.leftovers()).isEmpty());
    }

    /** Waits until each subtask has noted what {@code main()} made in this attempt. */
    private static void awaitNotes(RealCluster cluster, int attempt) {
        Awaitility.await("notes of attempt " + attempt)
                .atMost(PATIENCE)
                .until(() -> subtasksThatNoted(cluster, attempt).equals(Set.of("0", "1")));
    }

    private static Set<String> subtasksThatNoted(RealCluster cluster, int attempt) throws IOException {
        if (!cluster.exists(NOTES)) {
            return Set.of();
        }
        return cluster.readLines(NOTES).stream()
                .map(note -> List.of(note.split(" ", 3)))
                .filter(words -> attemptOf(words.get(1)) == attempt)
                .map(words -> words.get(0))
                .collect(Collectors.toSet());
    }

    private static int attemptOf(String container) {
        return ContainerId.fromString(container).getApplicationAttemptId().getAttemptId();
    }

    private static void awaitCheckpoint(RealCluster cluster, ApplicationId application) {
        Awaitility.await("a checkpoint of " + application)
                .atMost(PATIENCE)
                .until(() -> cluster.readNewestLogEntry(application)
                        .map(LogEntry::decode)
                        .filter(newest -> newest.event() instanceof LogEvent.CheckpointCompleted)
                        .isPresent());
    }
}
