package io.yarnflink.cli.run;

import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the application shows at YARN, and how large it is. */
final class ApplicationOptions implements KeyOptions {

    private static final String PARALLELISM = "parallelism.default";
    private static final String PRIORITY = "yarn.application.priority";
    private static final String TAGS = "yarn.tags";
    private static final String NODE_LABEL = "yarn.application.node-label";
    private static final String TASK_MANAGER_NODE_LABEL = "yarn.taskmanager.node-label";

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            description = "How many subtasks of each operator run side by side, unless the job says so itself.")
    private @Nullable Integer parallelism;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "What the application is called, this time and the next: only one of a name runs at a time, and"
                            + " --resume finds by it what its forerunners left. Default: the JAR's name and its class's.")
    private @Nullable String name;

    @Option(names = "--queue", paramLabel = "QUEUE", description = "YARN's queue. Default: YARN's default.")
    private @Nullable String queue;

    @Option(
            names = "--tags",
            paramLabel = "TAG[,TAG...]",
            split = ",",
            description = "Words by which YARN finds the application. Repeatable.")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--priority",
            paramLabel = "N",
            description = "YARN's priority within the queue; the larger number comes first. Default: YARN's default.")
    private @Nullable Integer priority;

    @Option(
            names = "--node-label",
            paramLabel = "LABEL",
            description =
                    "Run only on nodes with this label, ApplicationMaster and TaskManagers. Default: the queue's.")
    private @Nullable String nodeLabel;

    @Override
    public void addTo(Map<String, String> keys) throws CommandException {
        if (parallelism != null) {
            if (parallelism < 1) {
                throw new CommandException(
                        ExitCode.BAD_USAGE, "Expected a parallelism of 1 or more, found " + parallelism);
            }
            keys.put(PARALLELISM, Integer.toString(parallelism));
        }
        if (priority != null) {
            if (priority < 0) {
                throw new CommandException(ExitCode.BAD_USAGE, "Expected a priority of 0 or more, found " + priority);
            }
            keys.put(PRIORITY, Integer.toString(priority));
        }
        if (!tags.isEmpty()) {
            keys.put(TAGS, String.join(",", tags));
        }
        if (nodeLabel != null) {
            keys.put(NODE_LABEL, nodeLabel);
            keys.put(TASK_MANAGER_NODE_LABEL, nodeLabel);
        }
    }

    Optional<String> name() {
        return Optional.ofNullable(name).filter(given -> !given.isBlank());
    }

    Optional<String> queue() {
        return Optional.ofNullable(queue);
    }
}
