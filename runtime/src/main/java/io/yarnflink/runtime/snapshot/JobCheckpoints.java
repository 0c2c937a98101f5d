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
import io.yarnflink.runtime.lifecycle.TransitionObserver;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedJob;
import io.yarnflink.runtime.succession.JobRecord;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.JobManagerTaskRestore;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints and savepoints of one job on storage. All methods are thread-safe; {@link #open} and {@link #close}
 * block, the others return at once.
 */
public final class JobCheckpoints implements AutoCloseable {

    private final JobTopology topology;
    private final List<VertexOperators> vertices;
    private final CheckpointSettings settings;
    private final Optional<Restoring> restoring;
    private final Executor io;
    private final CheckpointPlaces places;
    private final JobRecord record;
    private final PendingCheckpoints pending = new PendingCheckpoints(TransitionObserver.NONE);
    private final HeldCheckpoints held = new HeldCheckpoints();
    private final CheckpointViews views;
    private final Deletions deletions;
    private final Discarding discarding;
    private final CheckpointWriting writing;

    /** Guarded by this object's lock: the one that was asked for last, for all subtasks of a restart ask for the same. */
    private @Nullable StateAssignment assignment;

    private JobCheckpoints(
            Parts parts, CheckpointSettings settings, Optional<Restoring> restoring, List<Restoring> older) {
        this.topology = parts.topology();
        this.vertices = parts.vertices();
        this.settings = settings;
        this.restoring = restoring;
        this.io = parts.io();
        this.places = parts.places();
        this.record = parts.around().record();
        this.views = new CheckpointViews(topology);
        this.deletions = new Deletions(topology.name());
        List<Restoring> known =
                Stream.concat(older.stream(), restoring.stream()).toList();
        List<Path> jobFolders = Stream.concat(
                        parts.places().jobFolder().stream(),
                        known.stream().flatMap(begin -> begin.claimedJobFolder().stream()))
                .distinct()
                .toList();
        this.discarding =
                new Discarding(held, deletions, jobFolders, parts.around().code(), record);
        this.writing = new CheckpointWriting(
                topology.job(),
                parts.places(),
                new CheckpointComposer(vertices),
                pending,
                held,
                discarding,
                parts.around());
        older.forEach(checkpoint -> held.addInherited(checkpoint.checkpoint()));
        restoring.ifPresent(begin -> held.addRestored(begin.checkpoint(), begin.mode()));
        known.stream().filter(Restoring::isOwned).forEach(begin -> views.add(begin.described(), false));
    }

    private record Parts(
            JobTopology topology,
            List<VertexOperators> vertices,
            CheckpointPlaces places,
            CheckpointWriting.Surroundings around,
            Executor io) {}

    /**
     * Reads the job's settings and loads what it is to be restored from. Blocks. Vertices whose maximum parallelism the
     * program leaves open are given that of their state, so call this before anything reads it from the graph.
     *
     * @param graph the job
     * @param topology the shape that was read out of it
     * @param effective the cluster's configuration, overridden by the job's
     * @param userCode loads the user's classes
     * @param io runs what blocks
     * @throws RestoreException if the job cannot begin from what it is to begin from
     * @throws IllegalConfigurationException if there is no storage such as configured
     */
    public static JobCheckpoints open(
            JobGraph graph, JobTopology topology, Configuration effective, ClassLoader userCode, Executor io) {
        return open(graph, topology, effective, userCode, JobRecord.NONE, io);
    }

    /** As above, for a job of which something is written down, maybe by an earlier attempt. */
    public static JobCheckpoints open(
            JobGraph graph,
            JobTopology topology,
            Configuration effective,
            ClassLoader userCode,
            JobRecord record,
            Executor io) {
        CheckpointSettings settings = SettingsOfJob.of(graph, effective);
        CheckpointWriting.Surroundings around =
                new CheckpointWriting.Surroundings(userCode, Clock.system(), record, settings.retained());
        CheckpointPlaces places =
                CheckpointPlaces.of(graph.getJobID(), SettingsOfJob.flinkSettings(graph), effective, userCode);
        List<VertexOperators> vertices = VertexOperators.of(graph.getVerticesSortedTopologicallyFromSources());
        Optional<Restoring> restoring = graph.getSavepointRestoreSettings().restoreSavepoint()
                ? Optional.of(Restoring.load(
                        graph.getJobID(),
                        vertices,
                        graph.getSavepointRestoreSettings(),
                        places.claimedProperties(),
                        userCode))
                : Optional.empty();
        return new JobCheckpoints(
                new Parts(topology, vertices, places, around, io),
                settings,
                restoring,
                older(graph.getJobID(), restoring, places, around));
    }

    /** Checkpoints that an earlier attempt has left besides the one that the job begins from, the oldest first. */
    private static List<Restoring> older(
            JobID job, Optional<Restoring> restoring, CheckpointPlaces places, CheckpointWriting.Surroundings around) {
        long newest = restoring.map(begin -> begin.checkpoint().id()).orElse(0L);
        return around.record().inherited().stream()
                .flatMap(known -> known.checkpoints().stream())
                .filter(checkpoint -> !checkpoint.kind().isSavepoint() && checkpoint.id() < newest)
                .sorted(Comparator.comparingLong(LoggedCheckpoint::id))
                .flatMap(checkpoint ->
                        Restoring.loadOlder(job, checkpoint, places.claimedProperties(), around.code()).stream())
                .toList();
    }

    /** How the job takes checkpoints. */
    public CheckpointSettings settings() {
        return settings;
    }

    /**
     * Numbers of checkpoints up to this one are taken. Removes what earlier attempts of the ApplicationMaster have left
     * unfinished, and lets the next one know of a checkpoint that the job has been given. Blocks.
     */
    public long takeOver() throws IOException {
        adopt();
        long known = restored().map(CompletedCheckpoint::id).orElse(0L);
        Optional<Path> path = places.jobFolder();
        if (record.attempt() == 1 || path.isEmpty()) {
            return known;
        }
        // An attempt that lives on may have begun checkpoints of a job before the log said that there is one.
        List<LoggedCheckpoint> counting =
                record.inherited().map(LoggedJob::checkpoints).orElse(List.of());
        JobFolder folder = new JobFolder(path.get());
        long logged = counting.stream().mapToLong(LoggedCheckpoint::id).max().orElse(0);
        long newest = Math.max(Math.max(known, logged), folder.highestNumber());
        Set<Path> needed =
                counting.stream().map(checkpoint -> new Path(checkpoint.path())).collect(Collectors.toSet());
        List<Path> superfluous = folder.allButNumbers(needed);
        // A newer attempt, should there be one, has begun only after that; so nothing of it was found.
        record.verify();
        deletions.soon("What earlier attempts left in " + path.get(), () -> folder.delete(superfluous));
        return newest;
    }

    private void adopt() {
        restoring
                .filter(Restoring::isOwned)
                .map(Restoring::logged)
                .filter(begin -> record.inherited().stream()
                        .flatMap(known -> known.checkpoints().stream())
                        .noneMatch(checkpoint -> checkpoint.id() == begin.id()))
                .ifPresent(record::adopted);
    }

    /**
     * Removes what an earlier attempt of the ApplicationMaster has left of a job whose end it had written down. Blocks.
     *
     * @throws IOException if it cannot be listed or deleted
     */
    public static void tidyUp(JobGraph graph, Configuration effective, ClassLoader userCode, JobRecord record)
            throws IOException {
        Optional<Path> path = CheckpointPlaces.of(
                        graph.getJobID(), SettingsOfJob.flinkSettings(graph), effective, userCode)
                .jobFolder();
        if (path.isPresent()) {
            JobFolder folder = new JobFolder(path.get());
            folder.delete(folder.allBut(record.counting().stream()
                    .map(checkpoint -> new Path(checkpoint.path()))
                    .collect(Collectors.toSet())));
            folder.deleteIfEmpty();
        }
    }

    /** What the job begins from. It counts as a checkpoint, also if it was a savepoint. */
    public Optional<CompletedCheckpoint> restored() {
        return restoring.map(Restoring::described);
    }

    /**
     * Makes a place for a checkpoint.
     *
     * @return serialized {@code CheckpointOptions} for the tasks; fails with a {@code CheckpointException}
     */
    public CompletableFuture<byte[]> prepare(CheckpointOrder order) {
        pending.begin(order.id());
        return onStorage(() -> writing.prepare(order));
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
        return onStorage(() -> {
            HeldCheckpoint stored = writing.store(contents, coordinatorStates);
            CompletedCheckpoint complete = new CompletedCheckpoint(
                    contents.order(),
                    stored.pointer(),
                    stored.files().getStateSize(),
                    stored.files().getCompletionTimestamp());
            views.add(complete, contents.order().purpose().isSavepoint());
            return complete;
        });
    }

    /**
     * Everybody who has to has heard that a checkpoint is complete.
     *
     * @param ids those that nobody will restart from any more; files that nothing else refers to go
     */
    public void completed(long checkpoint, List<Long> ids) {
        subsume(Stream.concat(ids.stream(), held.inheritedBeyond(settings.retained(), checkpoint).stream())
                .toList());
    }

    /** Nobody will restart from these checkpoints any more; files that nothing else refers to go. */
    public void subsume(List<Long> ids) {
        views.removeCheckpoints(ids);
        discarding.superfluous(held.subsume(held.withOlder(ids)));
    }

    /** A checkpoint has failed; what was written for it goes, also if it was stored in the meantime. */
    public void abort(CheckpointOrder order, List<SubtaskSnapshot> snapshots) {
        views.remove(order.id());
        record.giveUp(order.id());
        discarding.aborted(order.id(), pending.abort(order.id()), held.abort(order.id()), snapshots);
    }

    /** State that arrived for a checkpoint which had ended already goes, unless a complete checkpoint refers to it. */
    public void discard(SubtaskSnapshot late) {
        discarding.late(late);
    }

    /**
     * What a subtask gets of a checkpoint, with the parallelism that the job has now.
     *
     * @param checkpoint the {@linkplain #restored restored} checkpoint, or one that was {@linkplain #store stored}, has a
     *     purpose that {@linkplain io.yarnflink.runtime.checkpoint.CheckpointPurpose#commits() commits}, and is not
     *     subsumed
     * @return null if there is nothing for it
     * @throws IllegalArgumentException if there is no such checkpoint
     */
    public synchronized @Nullable JobManagerTaskRestore restoreOf(long checkpoint, Subtask subtask) {
        requireNewest(checkpoint);
        StateAssignment known = assignment;
        if (known == null || known.checkpoint() != checkpoint) {
            known = new StateAssignment(vertices, checkpoint, find(checkpoint).states());
            assignment = known;
        }
        return known.restoreOf(subtask);
    }

    /** Makes sure that tasks which begin with nothing, or from {@code checkpoint}, are not overtaken by a newer checkpoint. */
    public void requireNewest(long checkpoint) {
        try {
            record.beforeRestore(checkpoint);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "It could not be written down that job '" + topology.name() + "' goes back to checkpoint "
                            + checkpoint,
                    e);
        }
    }

    /** Whether the job's checkpoints stay when it ends so. */
    public boolean retains(JobPhase end) {
        return places.retains(statusOf(end));
    }

    private static JobStatus statusOf(JobPhase end) {
        return switch (end) {
            case FINISHED -> JobStatus.FINISHED;
            case CANCELED -> JobStatus.CANCELED;
            case FAILED -> JobStatus.FAILED;
            default -> throw new IllegalArgumentException("Expected the end of a job, found " + end);
        };
    }

    /**
     * What a checkpoint holds for operators' coordinators; those without state are not in it.
     *
     * @throws IllegalArgumentException as {@link #restoreOf}
     */
    public Map<OperatorID, byte[]> coordinatorStatesOf(long checkpoint) {
        Map<OperatorID, OperatorState> states = find(checkpoint).states();
        Map<OperatorID, byte[]> found = new HashMap<>();
        for (VertexOperators vertex : vertices) {
            for (OperatorIDPair operator : vertex.operators()) {
                VertexOperators.stateOf(operator, states)
                        .map(OperatorState::getCoordinatorState)
                        .ifPresent(state -> found.put(operator.getGeneratedOperatorID(), state.getData()));
            }
        }
        return found;
    }

    private HeldCheckpoint find(long checkpoint) {
        return held.find(checkpoint)
                .orElseThrow(() -> new IllegalArgumentException("Expected a checkpoint that job '" + topology.name()
                        + "' can restart from, found that " + checkpoint + " is not, or not any more"));
    }

    /**
     * The job has ended; its checkpoints are kept or deleted as its settings say. Savepoints are kept. State of pending
     * checkpoints goes with {@link #abort}, before this.
     */
    public void jobEnded(JobPhase end) {
        pending.abortAll().forEach(discarding::place);
        discarding.end(statusOf(end));
    }

    /** Completed checkpoints and savepoints, the newest last. */
    public List<CheckpointView> views() {
        return views.all();
    }

    /** Waits a while for what is being written or deleted. */
    @Override
    public void close() {
        deletions.close();
    }

    private <T> CompletableFuture<T> onStorage(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        deletions.awaitWriting(result);
        try {
            io.execute(() -> {
                try {
                    result.complete(work.call());
                } catch (Throwable t) {
                    result.completeExceptionally(t);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(e);
        }
        return result;
    }
}
