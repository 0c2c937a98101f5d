package io.yarnflink.it.options;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.cluster.CliProcess;
import io.yarnflink.it.cluster.CliResult;
import io.yarnflink.it.cluster.Containers;
import io.yarnflink.it.cluster.NodeLabels;
import io.yarnflink.it.cluster.RealCluster;
import io.yarnflink.it.jobs.EndlessJob;
import io.yarnflink.it.jobs.JobJar;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two nodes, of which one has a label and runs only what asks for it. */
class NodeLabelsIT {

    private static final int BAD_USAGE = 2;
    private static final String LABEL = "gpu";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static RealCluster cluster;
    private static NodeId labelled;
    private static NodeId other;

    @BeforeAll
    static void start() throws Exception {
        String queues = "yarn.scheduler.capacity.root.";
        String ofLabel = "accessible-node-labels." + LABEL + ".capacity=100";
        cluster = RealCluster.start(
                NodeLabels.ENABLED,
                queues + "accessible-node-labels=" + LABEL,
                queues + ofLabel,
                queues + "default.accessible-node-labels=" + LABEL,
                queues + "default." + ofLabel);
        List<NodeId> nodes = cluster.nodes();
        labelled = nodes.get(0);
        other = nodes.get(1);
        cluster.nodeLabels().put(LABEL, labelled);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Test
    void shouldRunOnlyOnNodesWithTheLabel() throws Exception {
        // when
        CliProcess whole = run("whole", "--node-label", LABEL);
        CliProcess part = run("part", "-D", "yarn.taskmanager.node-label=" + LABEL);

        // then
        awaitContainers(whole.application());
        assertThat(cluster.nodeOfMaster(whole.application())).isEqualTo(labelled);
        assertThat(cluster.nodesOfTaskManagers(whole.application())).isEmpty();

        // then, where only the TaskManagers are to be there
        awaitContainers(part.application());
        assertThat(cluster.nodeOfMaster(part.application())).isEqualTo(other);
        assertThat(cluster.nodesOfTaskManagers(part.application())).containsExactly(labelled);
        end(whole);
        end(part);
    }

    @Test
    void shouldTellWhichLabelsThereAre() throws Exception {
        CliResult result = cluster.cli().run("run-application", "--node-label", "gpus", JobJar.of(EndlessJob.class));

        assertThat(result.exitCode()).as(result.err()).isEqualTo(BAD_USAGE);
        assertThat(result.err()).contains("'gpus'", "it has gpu").doesNotContain("Exception", "Submitted");
        assertThat(cluster.leftovers()).isEmpty();
    }

    /** Small enough for all that runs on the labelled node. */
    private static CliProcess run(String name, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("run-application", "--name", name));
        command.addAll(List.of("-D", "taskmanager.memory.process.size=1100m"));
        command.addAll(List.of(options));
        command.add(JobJar.of(EndlessJob.class));
        return cluster.cli().start(command.toArray(String[]::new));
    }

    /** The ApplicationMaster and one TaskManager. */
    private static void awaitContainers(ApplicationId application) {
        Awaitility.await("two containers of " + application)
                .atMost(PATIENCE)
                .until(() -> cluster.runningContainers(application) == 2);
    }

    private static void end(CliProcess command) throws Exception {
        cluster.killThroughYarn(command.application());
        command.awaitEnd();
        Containers.awaitNone(command.application());
    }
}
