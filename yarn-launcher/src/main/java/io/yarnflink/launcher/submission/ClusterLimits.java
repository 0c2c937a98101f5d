package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.configuration.Spelling;
import io.yarnflink.launcher.yarn.NewApplication;
import io.yarnflink.launcher.yarn.QueueSearch;
import io.yarnflink.launcher.yarn.QueueView;
import java.util.ArrayList;
import java.util.List;

/** Compares what is wanted with what the cluster allows. Pure. */
final class ClusterLimits {

    private ClusterLimits() {}

    /** Each problem in a sentence. */
    static List<String> problems(NewApplication allowed, MasterProcess wanted) {
        List<String> problems = new ArrayList<>();
        checkMemory(problems, "The ApplicationMaster", "jobmanager.memory.process.size", wanted.memoryMib(), allowed);
        checkMemory(problems, "A TaskManager", "taskmanager.memory.process.size", wanted.workerMemoryMib(), allowed);
        checkVcores(problems, "The ApplicationMaster", "yarn.appmaster.vcores", wanted.vcores(), allowed);
        checkVcores(
                problems,
                "A TaskManager",
                "yarn.containers.vcores (else as many as taskmanager.numberOfTaskSlots)",
                wanted.workerVcores(),
                allowed);
        return problems;
    }

    /** Each problem with the queue that was asked for. */
    static List<String> queueProblems(String name, QueueSearch search) {
        if (search.found().isEmpty()) {
            String near = Spelling.near(name, search.others())
                    .map(meant -> ". Did you mean '" + meant + "'? ")
                    .orElse(": ");
            return List.of("Expected a queue named '" + name + "', found none" + near
                    + "'yarn queue -list all' shows the queues; where the scheduler makes queues as they are asked for,"
                    + " set yarnflink.client.check-queue: false");
        }
        QueueView queue = search.found().get();
        if (!queue.running()) {
            return List.of("Expected the queue '" + name + "' to take applications on, but it is stopped: name another"
                    + " with --queue");
        }
        if (!queue.children().isEmpty()) {
            return List.of("Expected a queue without others below it, but '" + name + "' has "
                    + String.join(", ", queue.children()) + ": name one of them with --queue");
        }
        if (!queue.open()) {
            return List.of("Expected a queue that you may submit to, but YARN keeps '" + name + "' from you: name"
                    + " another with --queue, or have the queue's owner add you to those who may submit");
        }
        return List.of();
    }

    /**
     * The problem with the node labels that were asked for, if there is one.
     *
     * @param known those that the cluster has
     */
    static List<String> labelProblems(List<String> wanted, List<String> known) {
        return wanted.stream()
                .filter(label -> !known.contains(label))
                .map(label -> "Expected a node label that the cluster has, found '" + label + "': "
                        + (known.isEmpty()
                                ? "it has none. Leave the label out, or have an administrator add it (yarn.node-labels.enabled,"
                                        + " 'yarn rmadmin -addToClusterNodeLabels')"
                                : "it has " + String.join(", ", known) + ". Name one of them with --node-label"))
                .toList();
    }

    private static void checkVcores(
            List<String> problems, String what, String key, int wanted, NewApplication allowed) {
        if (wanted > allowed.maximumVcores()) {
            problems.add(what + " needs a container of " + wanted + " virtual cores, but the cluster gives at most "
                    + allowed.maximumVcores() + " to one: lower " + key
                    + " or raise the cluster's yarn.scheduler.maximum-allocation-vcores");
        }
    }

    private static void checkMemory(
            List<String> problems, String what, String key, int wantedMib, NewApplication allowed) {
        if (wantedMib > allowed.maximumMemoryMib()) {
            problems.add(what + " needs a container of " + wantedMib + " MiB, but the cluster gives at most "
                    + allowed.maximumMemoryMib() + " MiB to one: lower " + key
                    + " or raise the cluster's yarn.scheduler.maximum-allocation-mb");
        }
    }
}
