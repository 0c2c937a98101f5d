package io.yarnflink.launcher.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.yarn.NewApplication;
import io.yarnflink.launcher.yarn.QueueView;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterLimitsTest {

    private static final NewApplication ALLOWED = new NewApplication(new AppId("application_1_0001"), 1024, 4);

    @Test
    void shouldAcceptWhatFits() {
        assertThat(ClusterLimits.problems(ALLOWED, new MasterProcess(1024, 4, List.of(), Optional.empty(), 1024, 4)))
                .isEmpty();
    }

    @Test
    void shouldNameEveryKeyToChange() {
        assertThat(ClusterLimits.problems(ALLOWED, new MasterProcess(1025, 5, List.of(), Optional.empty(), 2048, 6)))
                .satisfiesExactly(
                        master -> assertThat(master)
                                .contains("1025 MiB")
                                .contains("1024 MiB")
                                .contains("jobmanager.memory.process.size"),
                        worker -> assertThat(worker).contains("2048 MiB").contains("taskmanager.memory.process.size"),
                        cores -> assertThat(cores).contains("5 virtual cores").contains("yarn.appmaster.vcores"),
                        workerCores -> assertThat(workerCores)
                                .contains("6 virtual cores")
                                .contains("yarn.containers.vcores"));
    }

    @Test
    void shouldWantALeafQueueThatRuns() {
        assertThat(ClusterLimits.queueProblems("q", Optional.of(new QueueView("root.q", true, List.of()))))
                .isEmpty();
        assertThat(ClusterLimits.queueProblems("q", Optional.of(new QueueView("root.q", false, List.of()))))
                .singleElement()
                .asString()
                .contains("stopped");
        assertThat(ClusterLimits.queueProblems("q", Optional.of(new QueueView("root.q", true, List.of("a", "b")))))
                .singleElement()
                .asString()
                .contains("a, b");
        assertThat(ClusterLimits.queueProblems("q", Optional.empty()))
                .singleElement()
                .asString()
                .contains("'q'")
                .contains("yarnflink.client.check-queue");
    }
}
