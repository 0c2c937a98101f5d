package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.Submission;
import io.yarnflink.launcher.configuration.YarnOptions;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.remote.RemoteCalls.Answer;
import io.yarnflink.launcher.yarn.QueueSearch;
import java.util.List;
import java.util.Optional;

/**
 * Where an application wants to run: its queue and its nodes' labels. What the ResourceManager has of that is asked for at
 * once and looked at later. Used by one thread.
 */
final class Placement {

    private final Optional<String> queue;
    private final Optional<Answer<QueueSearch>> search;
    private final List<String> labels;
    private final Optional<Answer<List<String>>> known;

    private Placement(
            Optional<String> queue,
            Optional<Answer<QueueSearch>> search,
            List<String> labels,
            Optional<Answer<List<String>>> known) {
        this.queue = queue;
        this.search = search;
        this.labels = labels;
        this.known = known;
    }

    /**
     * Asks for what is not taken for granted.
     *
     * @param yarn empty if it cannot be read
     */
    static Placement ask(ClusterConnection cluster, Submission submission, Optional<YarnOptions> yarn) {
        Optional<String> queue = submission.queue().or(() -> yarn.flatMap(YarnOptions::queue));
        List<String> labels = yarn.map(YarnOptions::nodeLabels).orElse(List.of());
        return new Placement(
                queue,
                queue.filter(name -> cluster.options().checkQueue())
                        .map(name -> cluster.askResourceManager("looking up a queue", manager -> manager.queue(name))),
                labels,
                labels.isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                cluster.askResourceManager("asking for node labels", manager -> manager.nodeLabels())));
    }

    /** Empty for YARN's default. */
    Optional<String> queue() {
        return queue;
    }

    /** Collects what is wrong, as soon as the ResourceManager has answered. */
    void check(Problems problems) throws InterruptedException {
        if (queue.isPresent() && search.isPresent()) {
            problems.collect(search.get()::get)
                    .ifPresent(found -> problems.add(ClusterLimits.queueProblems(queue.get(), found)));
        }
        if (known.isPresent()) {
            problems.collect(known.get()::get)
                    .ifPresent(found -> problems.add(ClusterLimits.labelProblems(labels, found)));
        }
    }
}
