package io.yarnflink.runtime.taskmanager;

import io.yarnflink.runtime.artifact.JobArtifacts;
import io.yarnflink.runtime.control.message.JobManagerMessage.Deploy;
import io.yarnflink.runtime.control.message.WorkerMessage.RegisterWorker;
import io.yarnflink.runtime.deployment.InputDeployment;
import io.yarnflink.runtime.deployment.JobDeployment;
import io.yarnflink.runtime.deployment.OutputDeployment;
import io.yarnflink.runtime.deployment.TaskDeployment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.JobManagerTaskRestore;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.jobgraph.DistributionPattern;
import org.apache.flink.runtime.jobgraph.IntermediateDataSet;
import org.apache.flink.runtime.jobgraph.IntermediateResultPartitionID;
import org.apache.flink.runtime.jobgraph.JobEdge;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.InstantiationUtil;

/**
 * A job expanded for tests: every edge connects all subtasks with all, and subtask i runs on worker i modulo their number
 * in slot 0.
 */
final class TestJob {

    private final JobGraph graph;
    private final ExecutionGraphID execution = new ExecutionGraphID();
    private final List<RegisterWorker> workers;
    private final int attemptNumber;
    private final Map<ExecutionVertexID, JobManagerTaskRestore> restore;

    TestJob(StreamExecutionEnvironment environment, List<RegisterWorker> workers) {
        this(environment.getStreamGraph().getJobGraph(), workers, 0, Map.of());
    }

    private TestJob(
            JobGraph graph,
            List<RegisterWorker> workers,
            int attemptNumber,
            Map<ExecutionVertexID, JobManagerTaskRestore> restore) {
        this.restore = restore;
        this.graph = graph;
        this.workers = workers;
        this.attemptNumber = attemptNumber;
    }

    TestJob nextAttempt() {
        return new TestJob(graph, workers, attemptNumber + 1, Map.of());
    }

    /** The next attempt, perhaps on other workers, which begins with what each subtask has put into a checkpoint. */
    TestJob restoredFrom(
            long checkpoint, Map<ExecutionVertexID, TaskStateSnapshot> states, List<RegisterWorker> newWorkers) {
        Map<ExecutionVertexID, JobManagerTaskRestore> restores = new HashMap<>();
        states.forEach((subtask, state) -> restores.put(subtask, new JobManagerTaskRestore(checkpoint, state)));
        return new TestJob(graph, newWorkers, attemptNumber + 1, restores);
    }

    JobID id() {
        return graph.getJobID();
    }

    /**
     * One subtask.
     *
     * @param worker where it is to run
     * @param deploy what is to be sent there but for the sequence
     * @param source whether it has no input
     */
    record Placed(RegisterWorker worker, Deploy deploy, boolean source) {

        ExecutionAttemptID attempt() {
            return deploy.attempt();
        }

        ExecutionVertexID subtask() {
            return attempt().getExecutionVertexId();
        }
    }

    /** All subtasks, producers first. */
    List<Placed> deployments() throws IOException {
        byte[] job = InstantiationUtil.serializeObject(new JobDeployment(
                graph.getJobID(),
                graph.getName(),
                false,
                operators(),
                graph.getSerializedExecutionConfig(),
                graph.getJobConfiguration(),
                JobArtifacts.NONE));
        List<Placed> placed = new ArrayList<>();
        for (JobVertex vertex : graph.getVerticesSortedTopologicallyFromSources()) {
            for (int subtask = 0; subtask < vertex.getParallelism(); subtask++) {
                ExecutionAttemptID attempt = attempt(vertex, subtask);
                byte[] task = InstantiationUtil.serializeObject(new TaskDeployment(
                        attempt,
                        vertex.getName(),
                        vertex.getParallelism(),
                        maxParallelism(vertex),
                        vertex.getInvokableClassName(),
                        vertex.getConfiguration(),
                        inputs(vertex, subtask),
                        outputs(vertex, subtask),
                        restore.get(attempt.getExecutionVertexId())));
                placed.add(new Placed(
                        worker(subtask),
                        new Deploy(0, attempt, 0, job, task),
                        vertex.getInputs().isEmpty()));
            }
        }
        return placed;
    }

    private int operators() {
        int operators = 0;
        for (JobVertex vertex : graph.getVertices()) {
            operators += vertex.getParallelism() * vertex.getOperatorIDs().size();
        }
        return operators;
    }

    private List<InputDeployment> inputs(JobVertex vertex, int subtask) {
        List<InputDeployment> inputs = new ArrayList<>();
        for (JobEdge edge : vertex.getInputs()) {
            IntermediateDataSet result = edge.getSource();
            List<InputDeployment.Source> sources = new ArrayList<>();
            for (int producer = 0; producer < result.getProducer().getParallelism(); producer++) {
                RegisterWorker worker = worker(producer);
                sources.add(new InputDeployment.Source(
                        partition(result, producer), worker.worker().value(), worker.host(), worker.dataPort()));
            }
            inputs.add(new InputDeployment(result.getId(), result.getResultType(), subtask, subtask, 0, sources));
        }
        return inputs;
    }

    private List<OutputDeployment> outputs(JobVertex vertex, int subtask) {
        List<OutputDeployment> outputs = new ArrayList<>();
        for (IntermediateDataSet result : vertex.getProducedDataSets()) {
            JobVertex consumer = result.getConsumers().get(0).getTarget();
            outputs.add(new OutputDeployment(
                    result.getId(),
                    partition(result, subtask),
                    result.getResultType(),
                    vertex.getParallelism(),
                    consumer.getParallelism(),
                    maxParallelism(consumer),
                    result.isBroadcast(),
                    result.getDistributionPattern() == DistributionPattern.ALL_TO_ALL,
                    0));
        }
        return outputs;
    }

    private ResultPartitionID partition(IntermediateDataSet result, int producer) {
        return new ResultPartitionID(
                new IntermediateResultPartitionID(result.getId(), producer), attempt(result.getProducer(), producer));
    }

    private ExecutionAttemptID attempt(JobVertex vertex, int subtask) {
        return new ExecutionAttemptID(execution, new ExecutionVertexID(vertex.getID(), subtask), attemptNumber);
    }

    private RegisterWorker worker(int subtask) {
        return workers.get(subtask % workers.size());
    }

    private static int maxParallelism(JobVertex vertex) {
        return vertex.getMaxParallelism() > 0
                ? vertex.getMaxParallelism()
                : KeyGroupRangeAssignment.computeDefaultMaxParallelism(vertex.getParallelism());
    }
}
