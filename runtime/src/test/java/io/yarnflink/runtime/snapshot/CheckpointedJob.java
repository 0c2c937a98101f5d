package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.graph.TopologyBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** A job whose counting subtasks have real state, and its checkpoints. I/O is done by the calling thread. */
final class CheckpointedJob implements AutoCloseable {

    /** Position of the counting vertex in the topology. */
    static final int COUNTING = 1;

    private final JobGraph graph;
    private final Configuration configuration;
    private final JobCheckpoints checkpoints;
    private final int keyGroups;
    private final List<HeapSubtask> subtasks = new ArrayList<>();

    private CheckpointedJob(JobGraph graph, Configuration configuration) throws Exception {
        this.graph = graph;
        this.configuration = configuration;
        this.checkpoints = JobCheckpoints.open(
                graph,
                TopologyBuilder.build(graph),
                configuration,
                CheckpointedJob.class.getClassLoader(),
                Runnable::run);
        VertexOperators counting = VertexOperators.of(graph.getVerticesSortedTopologicallyFromSources())
                .get(COUNTING);
        this.keyGroups = counting.maxParallelism();
        begin(checkpoints.restored());
    }

    static CheckpointedJob start(TestGraph graph, Configuration configuration) throws Exception {
        return new CheckpointedJob(graph.build(), configuration);
    }

    /** All subtasks begin anew. */
    void begin(Optional<CompletedCheckpoint> from) throws Exception {
        int parallelism = graph.getVerticesAsArray()[1].getParallelism();
        for (var vertex : graph.getVertices()) {
            if (vertex.getName().startsWith("Count")) {
                parallelism = vertex.getParallelism();
            }
        }
        subtasks.clear();
        for (int i = 0; i < parallelism; i++) {
            Subtask subtask = new Subtask(COUNTING, i);
            subtasks.add(HeapSubtask.begin(
                    i,
                    parallelism,
                    keyGroups,
                    from.isPresent() ? checkpoints.restoreOf(from.get().id(), subtask) : null));
        }
    }

    JobCheckpoints checkpoints() {
        return checkpoints;
    }

    JobGraph graph() {
        return graph;
    }

    HeapSubtask subtask(int index) {
        return subtasks.get(index);
    }

    /** Counts each key where it belongs. */
    CheckpointedJob count(Iterable<String> keys) throws Exception {
        for (String key : keys) {
            subtasks.get(KeyGroupRangeAssignment.assignKeyToParallelOperator(key, keyGroups, subtasks.size()))
                    .count(key);
        }
        return this;
    }

    /** All counts; fails if two subtasks know the same key. */
    Map<String, Long> counted() throws Exception {
        Map<String, Long> all = new TreeMap<>();
        for (HeapSubtask subtask : subtasks) {
            for (Map.Entry<String, Long> counted : subtask.counted().entrySet()) {
                if (all.put(counted.getKey(), counted.getValue()) != null) {
                    throw new AssertionError("Two subtasks have counted " + counted.getKey());
                }
            }
        }
        return all;
    }

    Set<String> timers() throws Exception {
        Set<String> all = new TreeSet<>();
        for (HeapSubtask subtask : subtasks) {
            all.addAll(subtask.timers());
        }
        return all;
    }

    CompletedCheckpoint checkpoint(long id) throws Exception {
        return take(order(id, CheckpointPurpose.CHECKPOINT, Optional.empty()), Map.of());
    }

    CompletedCheckpoint savepoint(long id, String directory) throws Exception {
        return take(order(id, CheckpointPurpose.SAVEPOINT, Optional.of(directory)), Map.of());
    }

    CompletedCheckpoint take(CheckpointOrder order, Map<OperatorID, byte[]> coordinators) throws Exception {
        return checkpoints.store(contents(order, written(order)), coordinators).get();
    }

    /** Prepares a checkpoint and lets all subtasks write their state for it. */
    Map<Subtask, SubtaskSnapshot> written(CheckpointOrder order) throws Exception {
        byte[] options = checkpoints.prepare(order).get();
        Map<Subtask, SubtaskSnapshot> snapshots = new HashMap<>();
        for (HeapSubtask subtask : subtasks) {
            snapshots.put(
                    new Subtask(COUNTING, subtask.index()),
                    subtask.snapshot(order.id(), graph.getJobID(), configuration, options));
        }
        return snapshots;
    }

    static CheckpointContents contents(CheckpointOrder order, Map<Subtask, SubtaskSnapshot> snapshots) {
        return new CheckpointContents(order, snapshots, Set.of());
    }

    static CheckpointOrder order(long id, CheckpointPurpose purpose, Optional<String> directory) {
        return new CheckpointOrder(id, purpose, 1_000 * id, directory, true);
    }

    /** Returns when all is deleted that is to be; nothing more is deleted after that. */
    void awaitDeletions() {
        checkpoints.close();
    }

    @Override
    public void close() {
        checkpoints.close();
    }
}
