package io.yarnflink.runtime.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobType;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.tasks.JobCheckpointingSettings;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** What of a job is not offered. Finds everything at once, so that users need not go from one message to the next. */
public final class JobRequirements {

    private final Function<ReadableConfig, Optional<String>> stateBackendRefusal;
    private final Consumer<Configuration> stateBackendChoice;

    /**
     * @param stateBackendRefusal looks at a job's configuration; tells why its state backend is not offered and what to
     *     do, or nothing if it is
     */
    public JobRequirements(Function<ReadableConfig, Optional<String>> stateBackendRefusal) {
        this(stateBackendRefusal, configuration -> {});
    }

    /**
     * As {@link #JobRequirements(Function)}.
     *
     * @param stateBackendChoice writes the name of the state backend that a job's configuration means into it
     */
    public JobRequirements(
            Function<ReadableConfig, Optional<String>> stateBackendRefusal,
            Consumer<Configuration> stateBackendChoice) {
        this.stateBackendRefusal = stateBackendRefusal;
        this.stateBackendChoice = stateBackendChoice;
    }

    /** Settles in {@code graph}'s own configuration what Flink would else decide by itself. Comes before the job graph. */
    public void settle(StreamGraph graph) {
        stateBackendChoice.accept(graph.getJobConfiguration());
        if (graph.getJobType() == JobType.BATCH) {
            // Regions that follow each other run in the same slots.
            graph.setAllVerticesInSameSlotSharingGroupByDefault(true);
        }
    }

    /** One sentence for each thing that {@code graph} asks for and that is not offered; empty if it can run. */
    public List<String> problems(StreamGraph graph) {
        List<String> problems = new ArrayList<>();
        if (graph.getJobType() == JobType.BATCH) {
            problems.addAll(BatchRequirements.problems(graph));
        }
        stateBackendRefusal.apply(graph.getJobConfiguration()).ifPresent(problems::add);
        if (!graph.getJobStatusHooks().isEmpty()) {
            problems.add("it wants its job status hooks called (staged table sinks use them): write into a table that"
                    + " exists instead");
        }
        return problems;
    }

    /** As {@link #problems(StreamGraph)}, for what shows only after operators have been chained. */
    public List<String> problems(JobGraph graph) {
        List<String> problems = new ArrayList<>();
        for (JobVertex vertex : graph.getVertices()) {
            if (vertex.getParallelism() < 1) {
                problems.add("the parallelism of " + vertex.getName() + " is left open (" + vertex.getParallelism()
                        + "): set parallelism.default, or setParallelism in the program");
            }
        }
        JobCheckpointingSettings checkpoints = graph.getCheckpointingSettings();
        if (checkpoints != null && checkpoints.getMasterHooks() != null) {
            problems.add("a source of it wants to be called on the JobManager when checkpoints are taken"
                    + " (WithMasterCheckpointHook): use a source with a split enumerator");
        }
        return problems;
    }

    /** Puts problems into one message. */
    static UnsupportedJobException refuse(String jobName, List<String> problems) {
        StringBuilder message = new StringBuilder("The job '")
                .append(jobName)
                .append("' asks for what is not offered yet; nothing was deployed.");
        problems.forEach(problem -> message.append("\n  - ").append(problem));
        return new UnsupportedJobException(message.toString());
    }
}
