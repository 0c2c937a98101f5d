package io.yarnflink.launcher.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.yarn.NewApplication;
import io.yarnflink.launcher.yarn.QueueSearch;
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
    void shouldWantALeafQueueThatRunsAndIsOpenToTheUser() {
        assertThat(queueProblems(new QueueView("root.q", true, true, List.of())))
                .isEmpty();
        assertThat(queueProblems(new QueueView("root.q", false, true, List.of())))
                .singleElement()
                .asString()
                .contains("stopped");
        assertThat(queueProblems(new QueueView("root.q", true, true, List.of("a", "b"))))
                .singleElement()
                .asString()
                .contains("a, b");
        assertThat(queueProblems(new QueueView("root.q", true, false, List.of())))
                .singleElement()
                .asString()
                .contains("may submit");
    }

    @Test
    void shouldNameTheQueueThatMayHaveBeenMeant() {
        QueueSearch search = new QueueSearch(Optional.empty(), List.of("root", "default", "batch"));

        assertThat(ClusterLimits.queueProblems("defualt", search))
                .singleElement()
                .asString()
                .contains("'defualt'", "Did you mean 'default'?", "yarnflink.client.check-queue");
        assertThat(ClusterLimits.queueProblems("streaming", search))
                .singleElement()
                .asString()
                .contains("'streaming'")
                .doesNotContain("Did you mean");
    }

    @Test
    void shouldWantNodeLabelsThatTheClusterHas() {
        assertThat(ClusterLimits.labelProblems(List.of("gpu"), List.of("fast", "gpu")))
                .isEmpty();
        assertThat(ClusterLimits.labelProblems(List.of("gpu", "quick"), List.of("fast", "gpu")))
                .singleElement()
                .asString()
                .contains("'quick'", "it has fast, gpu", "--node-label");
        assertThat(ClusterLimits.labelProblems(List.of("gpu"), List.of()))
                .singleElement()
                .asString()
                .contains("'gpu'", "it has none", "yarn.node-labels.enabled");
    }

    private static List<String> queueProblems(QueueView found) {
        return ClusterLimits.queueProblems("q", new QueueSearch(Optional.of(found), List.of()));
    }
}
