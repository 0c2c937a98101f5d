package io.yarnflink.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.jobs.JobJar;
import io.yarnflink.it.ledger.Expected;
import io.yarnflink.it.ledger.LedgerJob;
import io.yarnflink.it.ledger.LedgerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.awaitility.Awaitility;

/** The ledger on YARN, with its folder on HDFS. */
public final class LedgerApplication {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** With a pause between them, longer than files stay open when nothing comes. */
    private static final int QUIET_CHECKPOINTS = 10;

    private static final List<String> SETTINGS = List.of(
            "execution.checkpointing.interval=500ms",
            "execution.checkpointing.tolerable-failed-checkpoints=100000",
            "restart-strategy.type=fixed-delay",
            "restart-strategy.fixed-delay.attempts=100000",
            "restart-strategy.fixed-delay.delay=200ms",
            // Two of them and the ApplicationMaster do not fit on one of the two nodes.
            "taskmanager.memory.process.size=1800m");

    private final RealCluster cluster;
    private final String folder;
    private final LedgerOptions options;

    /** @param folder on HDFS, not used by another test */
    public LedgerApplication(RealCluster cluster, String folder) {
        this(cluster, folder, LedgerOptions.small("hdfs://" + folder + "/out"));
    }

    private LedgerApplication(RealCluster cluster, String folder, LedgerOptions options) {
        this.cluster = cluster;
        this.folder = folder;
        this.options = options;
    }

    /** So many entries per split, of which the last tenth comes when {@link #release} has been called. */
    public LedgerApplication records(long records, long rate) {
        LedgerOptions held =
                options.records(records).rate(rate).holdUntil(records - records / 10, "hdfs://" + folder + "/release");
        return new LedgerApplication(cluster, folder, held);
    }

    /** Where savepoints may go. */
    public String savepoints() {
        return "hdfs://" + folder + "/savepoints";
    }

    /** Starts the job; its options are those of {@code run-application}. */
    public CliProcess start(int parallelism, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("run-application", "-p", Integer.toString(parallelism)));
        SETTINGS.forEach(setting -> command.addAll(List.of("-D", setting)));
        command.addAll(List.of(more));
        command.add(JobJar.ofPackage(LedgerJob.class, List.of()));
        command.addAll(options.arguments());
        return cluster.cli().start(command.toArray(String[]::new));
    }

    /** Starts the job as {@link #start} does, and waits until something is committed. */
    public RunningLedger run(int parallelism, String... more) throws IOException {
        RunningLedger running = submit(parallelism, more);
        running.awaitProgress();
        return running;
    }

    /** Starts the job as {@link #start} does, and waits until YARN knows it. */
    public RunningLedger submit(int parallelism, String... more) throws IOException {
        CliProcess command = start(parallelism, more);
        return new RunningLedger(this, command, command.application());
    }

    /** Lets all splits go on to their end. */
    public void release() throws IOException {
        cluster.write(folder + "/release", "go on");
    }

    /** Committed lines so far. */
    public List<String> committed() throws IOException {
        return cluster.readLines(folder + "/out");
    }

    /** Looks at what is committed so far: no line twice, and none that is not to be there. */
    public void assertNoLineTwice() throws IOException {
        assertThat(Expected.surplus(options, committed())).isEmpty();
    }

    /** Waits until more is committed than before. */
    public void awaitProgress() throws IOException {
        long before = cluster.visibleBytes(folder + "/out");
        Awaitility.await("more committed than " + before + " bytes")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> cluster.visibleBytes(folder + "/out") > before);
    }

    /** Waits until everything is committed that is to be. */
    public void awaitEachLine() {
        Awaitility.await("each line")
                .atMost(PATIENCE.plus(options.volume().longestReading()))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> Expected.differences(options, committed()).isEmpty());
    }

    /** Waits until all but what is held is committed, so that one checkpoint after the other is of the same. */
    public void awaitAllButHeldCommitted(ApplicationId application) throws IOException {
        for (long before = -1; before != cluster.visibleBytes(folder + "/out"); ) {
            before = cluster.visibleBytes(folder + "/out");
            awaitLogEntries(application, QUIET_CHECKPOINTS);
        }
    }

    private void awaitLogEntries(ApplicationId application, int more) throws IOException {
        for (int entry = 0; entry < more; entry++) {
            String newest = cluster.newestLogEntry(application);
            Awaitility.await("an entry after " + newest)
                    .atMost(PATIENCE)
                    .until(() -> !cluster.newestLogEntry(application).equals(newest));
        }
    }

    /** Waits for the end, and looks at what it left. */
    public void assertEndsWithEachLineOnce(CliProcess command) throws Exception {
        assertWritesEachLineOnce(command);
        assertLeavesNothing(command.application());
    }

    /** Waits for the end, and looks at what is committed. */
    public void assertWritesEachLineOnce(CliProcess command) throws Exception {
        ApplicationId application = command.application();
        CliResult result = command.awaitEnd(PATIENCE.plus(options.volume().longestReading()));
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(Expected.differences(options, committed())).isEmpty();
        assertThat(cluster.report(application).getFinalApplicationStatus()).isEqualTo(FinalApplicationStatus.SUCCEEDED);
    }

    /** Neither processes nor files but those that were asked for. */
    public void assertLeavesNothing(ApplicationId application) {
        Containers.awaitNone(application);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.leftovers()).isEmpty());
    }
}
