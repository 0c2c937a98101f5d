package io.yarnflink.runtime.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.jobmanager.JobManager;
import io.yarnflink.runtime.jobmanager.JobManagerOptions;
import io.yarnflink.runtime.metrics.ProcessMetrics;
import io.yarnflink.runtime.program.SubmittedJob;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.security.IdentityGenerator;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keyed job over two TaskManager processes, one of which is killed with SIGKILL again and again. */
class KilledTaskManagersTest {

    private static final int KILLS = Integer.getInteger("kills", 5);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARALLELISM = 2;

    @TempDir
    private Path folder;

    @Test
    void shouldRedeployAfterEachKillAndLeaveNoProcess() throws Exception {
        // given
        Path prints = Files.createDirectories(folder.resolve("prints"));
        ApplicationIdentity identity = new IdentityGenerator().generate(Instant.now());
        try (ProcessWorkers workers = new ProcessWorkers(identity, folder);
                JobManager jobManager = JobManager.start(options(identity), workers)) {
            workers.jobManagerPort(jobManager.address().getPort());
            SubmittedJob job =
                    jobManager.submit(endlessJob(prints).getStreamGraph().getJobGraph(), loader());
            Random random = new Random(KILLS);

            // when
            for (int attempt = 0; attempt <= KILLS; attempt++) {
                awaitFirstRecords(prints, attempt, jobManager);
                if (attempt < KILLS) {
                    List<WorkerId> alive = workers.workers();
                    workers.kill(alive.get(random.nextInt(alive.size())));
                }
            }

            // then
            job.cancel().get();
            await().atMost(PATIENCE)
                    .until(() -> jobManager.status().jobs().get(0).phase() == JobPhase.CANCELED);
            jobManager.finish(ApplicationPhase.CANCELED, Optional.empty());
            assertThat(workers.awaitEnd(PATIENCE.toSeconds())).isEmpty();
        }
    }

    private static void awaitFirstRecords(Path prints, int attempt, JobManager jobManager) {
        await("attempt " + attempt + " of every subtask; status " + jobManager.status())
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    for (int subtask = 0; subtask < PARALLELISM; subtask++) {
                        if (!Files.exists(prints.resolve(subtask + "-" + attempt))) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    private static StreamExecutionEnvironment endlessJob(Path prints) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(new Configuration());
        env.setParallelism(PARALLELISM);
        env.fromSequence(0, Long.MAX_VALUE - 1)
                .keyBy(value -> value % 101)
                .map(new Footprints(prints))
                .sinkTo(new DiscardingSink<>());
        return env;
    }

    private JobManagerOptions options(ApplicationIdentity identity) {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, KILLS);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return new JobManagerOptions(
                "killed task managers",
                configuration,
                identity,
                new InetSocketAddress(loopback, 0),
                loopback.getHostAddress(),
                1,
                folder,
                ProcessMetrics.UNREPORTED);
    }

    private static ClassLoader loader() {
        return KilledTaskManagersTest.class.getClassLoader();
    }
}
