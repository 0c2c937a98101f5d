package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.JobManagerTaskRestore;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints and savepoints of one job on storage. All methods are thread-safe; {@link #open} blocks, the others
 * return at once unless they say otherwise.
 */
@SuppressWarnings("DoNotCallSuggester") // nothing is there yet
public final class JobCheckpoints implements AutoCloseable {

    private JobCheckpoints() {}

    /**
     * Reads the job's settings and loads what it is to be restored from. Blocks.
     *
     * @param graph the job
     * @param topology the shape that was read out of it
     * @param effective the cluster's configuration, overridden by the job's
     * @param userCode loads the user's classes
     * @param io runs what blocks
     * @throws RestoreException if the job cannot begin from what it is to begin from
     */
    public static JobCheckpoints open(
            JobGraph graph, JobTopology topology, Configuration effective, ClassLoader userCode, Executor io) {
        throw notYet();
    }

    /** How the job takes checkpoints. */
    public CheckpointSettings settings() {
        throw notYet();
    }

    /** What the job begins from. */
    public Optional<CompletedCheckpoint> restored() {
        throw notYet();
    }

    /**
     * Makes a place for a checkpoint.
     *
     * @return serialized {@code CheckpointOptions} for the tasks; fails with a {@code CheckpointException}
     */
    public CompletableFuture<byte[]> prepare(CheckpointOrder order) {
        throw notYet();
    }

    /**
     * Writes a checkpoint's metadata, after which it is complete.
     *
     * @param contents of a checkpoint that was {@linkplain #prepare prepared}
     * @param coordinatorStates what the operators' coordinators gave for it
     * @return fails with a {@code CheckpointException}, and then nothing is left behind of what this call wrote; the
     *     tasks' state goes with {@link #abort}
     */
    public CompletableFuture<CompletedCheckpoint> store(
            CheckpointContents contents, Map<OperatorID, byte[]> coordinatorStates) {
        throw notYet();
    }

    /** Nobody will restart from these checkpoints any more; files that nothing else refers to go. */
    public void subsume(List<Long> ids) {
        throw notYet();
    }

    /** A checkpoint has failed; what was written for it goes. */
    public void abort(CheckpointOrder order, List<SubtaskSnapshot> snapshots) {
        throw notYet();
    }

    /** State that arrived for a checkpoint which had ended already goes. */
    public void discard(SubtaskSnapshot late) {
        throw notYet();
    }

    /**
     * What a subtask gets of a checkpoint, with the parallelism that the job has now.
     *
     * @param checkpoint the restored checkpoint or one that was {@linkplain #store stored} and is not subsumed
     * @return null if there is nothing for it
     */
    public @Nullable JobManagerTaskRestore restoreOf(long checkpoint, Subtask subtask) {
        throw notYet();
    }

    /** What a checkpoint holds for operators' coordinators. */
    public Map<OperatorID, byte[]> coordinatorStatesOf(long checkpoint) {
        throw notYet();
    }

    /** The job has ended; its checkpoints are kept or deleted as its settings say. Savepoints are kept. */
    public void jobEnded(JobPhase end) {
        throw notYet();
    }

    /** Completed checkpoints and savepoints, the newest last. */
    public List<CheckpointView> views() {
        throw notYet();
    }

    /** Waits a while for deletions that are under way. */
    @Override
    public void close() {
        throw notYet();
    }

    private static UnsupportedOperationException notYet() {
        return new UnsupportedOperationException("Checkpoints on storage are not there yet");
    }
}
