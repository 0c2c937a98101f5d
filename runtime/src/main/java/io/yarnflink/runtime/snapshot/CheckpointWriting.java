package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.checkpoint.CheckpointContents;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.succession.JobRecord;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.CompletedCheckpoint;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CheckpointMetadataOutputStream;
import org.apache.flink.runtime.state.CheckpointStorageLocation;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.util.InstantiationUtil;

/** Makes places for checkpoints and writes their metadata. Thread-safe; blocks on storage. */
final class CheckpointWriting {

    private final JobID job;
    private final CheckpointPlaces places;
    private final CheckpointComposer composer;
    private final PendingCheckpoints pending;
    private final HeldCheckpoints held;
    private final Discarding discarding;
    private final ClassLoader userCode;
    private final Clock clock;
    private final JobRecord record;
    private final int retained;

    CheckpointWriting(
            JobID job,
            CheckpointPlaces places,
            CheckpointComposer composer,
            PendingCheckpoints pending,
            HeldCheckpoints held,
            Discarding discarding,
            Surroundings around) {
        this.job = job;
        this.places = places;
        this.composer = composer;
        this.pending = pending;
        this.held = held;
        this.discarding = discarding;
        this.userCode = around.code();
        this.clock = around.clock();
        this.record = around.record();
        this.retained = around.retained();
    }

    /**
     * What comes from outside.
     *
     * @param code loads the user's classes
     * @param clock tells when a checkpoint was complete
     * @param record where it is written down that a checkpoint counts
     * @param retained how many checkpoints are kept
     */
    record Surroundings(ClassLoader code, Clock clock, JobRecord record, int retained) {}

    /** Makes the place that {@link PendingCheckpoints#begin} has announced; serialized {@code CheckpointOptions}. */
    byte[] prepare(CheckpointOrder order) throws CheckpointException {
        CheckpointStorageLocation place;
        try {
            place = places.make(order);
        } catch (IOException | RuntimeException e) {
            pending.notMade(order.id());
            throw noPlace(order, e);
        }
        try {
            record.verify();
        } catch (IOException e) {
            pending.notMade(order.id());
            discarding.placeNow(order.id(), place);
            throw noPlace(order, e);
        }
        if (!pending.made(order.id(), place)) {
            discarding.placeNow(order.id(), place);
            throw aborted(order);
        }
        try {
            return InstantiationUtil.serializeObject(places.options(order, place));
        } catch (IOException e) {
            throw new CheckpointException(CheckpointFailureReason.TRIGGER_CHECKPOINT_FAILURE, e);
        }
    }

    private static CheckpointException noPlace(CheckpointOrder order, Exception cause) {
        return new CheckpointException(
                "There is no place for " + describe(order) + " (" + Causes.innermost(cause) + ").",
                CheckpointFailureReason.IO_EXCEPTION,
                cause);
    }

    /** Writes the metadata and holds the checkpoint if the job may restart from it. */
    HeldCheckpoint store(CheckpointContents contents, Map<OperatorID, byte[]> coordinatorStates)
            throws CheckpointException {
        CheckpointOrder order = contents.order();
        CheckpointStorageLocation place = pending.startStoring(order.id()).orElseThrow(() -> aborted(order));
        HeldCheckpoint complete;
        try {
            complete = write(order, place, compose(contents, coordinatorStates));
            hold(order, complete);
            if (!record.completed(describe(order, complete), retained)) {
                throw new CheckpointException(
                        describe(order) + " is on storage, but a newer one is complete.",
                        CheckpointFailureReason.CHECKPOINT_SUBSUMED);
            }
        } catch (IOException | RuntimeException | CheckpointException e) {
            held.abort(order.id());
            if (!pending.notStored(order.id())) {
                discarding.placeNow(order.id(), place);
            }
            throw e instanceof CheckpointException known ? known : notWritten(order, e);
        }
        if (!pending.stored(order.id())) {
            held.abort(order.id());
            discarding.placeNow(order.id(), place);
            throw aborted(order);
        }
        return complete;
    }

    private void hold(CheckpointOrder order, HeldCheckpoint complete) {
        if (order.purpose().commits()) {
            held.add(complete);
        } else {
            held.setAside(complete);
        }
    }

    private static LoggedCheckpoint describe(CheckpointOrder order, HeldCheckpoint complete) throws IOException {
        return new LoggedCheckpoint(
                order.id(),
                order.purpose().kind(),
                complete.pointer(),
                order.timestamp(),
                complete.files().getCompletionTimestamp(),
                complete.files().getStateSize());
    }

    private Map<OperatorID, OperatorState> compose(
            CheckpointContents contents, Map<OperatorID, byte[]> coordinatorStates)
            throws IOException, CheckpointException {
        Map<Subtask, TaskStateSnapshot> snapshots = new HashMap<>();
        for (Map.Entry<Subtask, SubtaskSnapshot> given : contents.snapshots().entrySet()) {
            Optional<TaskStateSnapshot> snapshot = Snapshots.read(given.getValue(), userCode);
            snapshot.ifPresent(state -> snapshots.put(given.getKey(), state));
        }
        Map<OperatorID, OperatorState> states = composer.compose(contents, snapshots, coordinatorStates);
        if (!contents.order().purpose().isSavepoint()) {
            held.register(states.values(), contents.order().id());
        }
        return states;
    }

    private HeldCheckpoint write(
            CheckpointOrder order, CheckpointStorageLocation place, Map<OperatorID, OperatorState> states)
            throws IOException {
        CheckpointProperties properties = places.properties(order);
        CompletedCheckpointStorageLocation written;
        try (CheckpointMetadataOutputStream out = place.createMetadataOutputStream()) {
            Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(order.id(), states.values(), List.of(), properties), out);
            written = out.closeAndFinalizeCheckpoint();
        }
        return new HeldCheckpoint(
                new CompletedCheckpoint(
                        job,
                        order.id(),
                        order.timestamp(),
                        Math.max(order.timestamp(), clock.now().toEpochMilli()),
                        states,
                        List.of(),
                        properties,
                        written,
                        null),
                written,
                true);
    }

    private static CheckpointException notWritten(CheckpointOrder order, Exception cause) {
        return new CheckpointException(
                "The metadata of " + describe(order) + " could not be written (" + Causes.innermost(cause) + ").",
                CheckpointFailureReason.FINALIZE_CHECKPOINT_FAILURE,
                cause);
    }

    private static CheckpointException aborted(CheckpointOrder order) {
        return new CheckpointException(
                describe(order) + " is not under way any more.",
                CheckpointFailureReason.CHECKPOINT_COORDINATOR_SUSPEND);
    }

    private static String describe(CheckpointOrder order) {
        return (order.purpose().isSavepoint() ? "savepoint " : "checkpoint ") + order.id();
    }
}
