package io.yarnflink.runtime.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.memory.WorkerMemory;
import io.yarnflink.runtime.metrics.ProcessMetrics;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.security.IdentityGenerator;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JobManager whose process stands still: its connections stay open, and nothing comes. */
class SilentJobManagerTest {

    private static final ApplicationIdentity IDENTITY =
            new IdentityGenerator().generate(Clock.system().now());
    private static final WorkerId WORKER = new WorkerId("worker");

    private final Configuration configuration =
            new Configuration().set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(2));

    @TempDir
    Path directory;

    @Test
    void shouldGoToTheNextJobManagerWhenItsOwnFallsSilent() throws Exception {
        try (TestJobManager first = new TestJobManager(IDENTITY, 1);
                TestJobManager second = new TestJobManager(IDENTITY, 2)) {
            TaskManager taskManager =
                    start(first, Optional.of(() -> Optional.of(new JobManagerLookup.Leader(2, second.address()))));
            await().atMost(TestWorkers.PATIENCE)
                    .until(() -> first.registration(WORKER).isPresent());

            // when
            first.answerHeartbeats = false;

            // then
            await().atMost(TestWorkers.PATIENCE)
                    .until(() -> second.registration(WORKER).isPresent());
            taskManager.close();
            assertThat(taskManager.termination().join().exitCode()).isEqualTo(TaskManagerEnd.DONE);
        }
    }

    @Test
    void shouldEndWhenItsJobManagerFallsSilentAndNoOtherComes() throws Exception {
        try (TestJobManager only = new TestJobManager(IDENTITY)) {
            // given
            TaskManager taskManager = start(only, Optional.empty());

            // when
            only.answerHeartbeats = false;

            // then
            TaskManagerEnd end = taskManager.termination().join();
            assertThat(end.exitCode()).isEqualTo(TaskManagerEnd.JOB_MANAGER_LOST);
            assertThat(end.reason()).contains("heartbeat.timeout");
        }
    }

    private TaskManager start(TestJobManager jobManager, Optional<JobManagerLookup> lookup) throws IOException {
        return TaskManager.start(new TaskManagerOptions(
                WORKER,
                jobManager.address(),
                IDENTITY,
                WorkerMemory.decideForThisJvm(configuration),
                InetAddress.getLoopbackAddress(),
                List.of(directory),
                List.of(),
                ProcessMetrics.UNREPORTED,
                lookup));
    }
}
