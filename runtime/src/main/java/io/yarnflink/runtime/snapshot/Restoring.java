package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;
import org.apache.flink.runtime.state.filesystem.FsCompletedCheckpointStorageLocation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job begins from.
 *
 * @param checkpoint its files and states
 * @param mode who owns it from now on
 * @param described for the JobManager's core
 */
record Restoring(HeldCheckpoint checkpoint, RecoveryClaimMode mode, CompletedCheckpoint described) {

    private static final Logger LOG = LoggerFactory.getLogger(Restoring.class);

    /**
     * Loads and validates what the job is to begin from, and gives its vertices the maximum parallelism of their state.
     * Blocks.
     *
     * @throws RestoreException if the job cannot begin from it
     */
    static Restoring load(
            JobID job,
            List<VertexOperators> vertices,
            SavepointRestoreSettings settings,
            CheckpointProperties claimed,
            ClassLoader userCode) {
        MetadataFile metadata = MetadataFile.read(settings.getRestorePath(), userCode);
        Collection<OperatorState> found = metadata.contents().getOperatorStates();
        RestoreValidation validation = new RestoreValidation(vertices, found, settings.allowNonRestoredState());
        List<String> problems = new ArrayList<>(validation.problems());
        problems.addAll(MissingFiles.problems(validation.states().values()));
        if (!problems.isEmpty()) {
            StringBuilder message = new StringBuilder("The job cannot begin from ").append(metadata.path());
            problems.forEach(problem -> message.append("\n  - ").append(problem));
            throw new RestoreException(message.toString());
        }
        validation.ignored().forEach(operator -> LOG.info("State of {} is left behind", operator));
        if (!metadata.contents().getMasterStates().isEmpty()) {
            LOG.warn(
                    "{} holds state of hooks on the JobManager, which are not offered; it is ignored", metadata.path());
        }
        validation.adoptMaxParallelism();
        return of(job, metadata, validation.states(), settings.getRecoveryClaimMode(), claimed);
    }

    /**
     * Loads a checkpoint that an earlier attempt of the ApplicationMaster has left besides the one that the job begins from.
     * Blocks.
     *
     * @return empty if it cannot be read; the job can do without
     */
    static Optional<Restoring> loadOlder(
            JobID job, LoggedCheckpoint older, CheckpointProperties claimed, ClassLoader userCode) {
        try {
            MetadataFile metadata = MetadataFile.read(older.path(), userCode);
            return Optional.of(of(job, metadata, Map.of(), RecoveryClaimMode.CLAIM, claimed));
        } catch (RestoreException e) {
            LOG.warn("Checkpoint {}, which an earlier attempt has left, cannot be read", older.id(), e);
            return Optional.empty();
        }
    }

    /** How the log describes it, as a checkpoint of this job. */
    LoggedCheckpoint logged() {
        try {
            return new LoggedCheckpoint(
                    checkpoint.id(),
                    LoggedCheckpoint.Kind.CHECKPOINT,
                    checkpoint.pointer(),
                    described.order().timestamp(),
                    described.completedAt(),
                    described.stateBytes());
        } catch (IOException e) {
            throw new RestoreException("The checkpoint " + described.path() + " has no name that others know", e);
        }
    }

    /** Whether the job may delete it when it needs it no longer. */
    boolean isOwned() {
        return mode == RecoveryClaimMode.CLAIM;
    }

    /** The folder of the job that took the checkpoint which this job has claimed. */
    Optional<Path> claimedJobFolder() {
        if (isOwned() && checkpoint.place() instanceof FsCompletedCheckpointStorageLocation inFiles) {
            Path folder = inFiles.getExclusiveCheckpointDir();
            return folder.getName().startsWith(AbstractFsCheckpointStorageAccess.CHECKPOINT_DIR_PREFIX)
                    ? Optional.ofNullable(folder.getParent())
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static Restoring of(
            JobID job,
            MetadataFile metadata,
            Map<OperatorID, OperatorState> states,
            RecoveryClaimMode mode,
            CheckpointProperties claimed) {
        CheckpointProperties properties = switch (mode) {
            case CLAIM -> claimed;
            case NO_CLAIM -> CheckpointProperties.forUnclaimedSnapshot();
            default -> CheckpointProperties.forSavepoint(false, SavepointFormatType.CANONICAL);
        };
        // What is claimed is deleted as a whole one day, also the state that no operator continues.
        Map<OperatorID, OperatorState> all = new HashMap<>();
        metadata.contents().getOperatorStates().forEach(state -> all.put(state.getOperatorID(), state));
        HeldCheckpoint checkpoint = new HeldCheckpoint(
                new org.apache.flink.runtime.checkpoint.CompletedCheckpoint(
                        job,
                        metadata.contents().getCheckpointId(),
                        metadata.writtenAt(),
                        metadata.writtenAt(),
                        mode == RecoveryClaimMode.CLAIM ? all : states,
                        metadata.contents().getMasterStates(),
                        properties,
                        metadata.place(),
                        null,
                        metadata.contents().getCheckpointProperties()),
                metadata.place(),
                false);
        long size =
                states.values().stream().mapToLong(OperatorState::getStateSize).sum();
        CheckpointOrder order = new CheckpointOrder(
                checkpoint.id(), CheckpointPurpose.CHECKPOINT, metadata.writtenAt(), Optional.empty(), false);
        return new Restoring(
                checkpoint,
                mode,
                new CompletedCheckpoint(order, metadata.place().getExternalPointer(), size, metadata.writtenAt()));
    }
}
