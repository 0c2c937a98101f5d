package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import java.io.IOException;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.CheckpointProperties;
import org.apache.flink.runtime.checkpoint.CheckpointRetentionPolicy;
import org.apache.flink.runtime.checkpoint.CheckpointType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.runtime.checkpoint.SnapshotType;
import org.apache.flink.runtime.jobgraph.tasks.CheckpointCoordinatorConfiguration;
import org.apache.flink.runtime.state.CheckpointStorageCoordinatorView;
import org.apache.flink.runtime.state.CheckpointStorageLoader;
import org.apache.flink.runtime.state.CheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageAccess;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where one job's checkpoints and savepoints go, and what tasks are told of it. Thread-safe; blocks on storage. */
final class CheckpointPlaces {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointPlaces.class);

    private final CheckpointStorageCoordinatorView storage;
    private final CheckpointCoordinatorConfiguration how;
    private boolean baseMade;

    private CheckpointPlaces(CheckpointStorageCoordinatorView storage, CheckpointCoordinatorConfiguration how) {
        this.storage = storage;
        this.how = how;
    }

    /**
     * Finds the storage that the configuration asks for.
     *
     * @throws IllegalConfigurationException if there is none such
     */
    static CheckpointPlaces of(
            JobID job, CheckpointCoordinatorConfiguration how, Configuration effective, ClassLoader userCode) {
        try {
            CheckpointStorageCoordinatorView storage = CheckpointStorageLoader.load(
                            null, new HashMapStateBackend(), new Configuration(), effective, userCode, LOG)
                    .createCheckpointStorage(job);
            return new CheckpointPlaces(storage, how);
        } catch (IOException | RuntimeException | org.apache.flink.util.DynamicCodeLoadingException e) {
            throw new IllegalConfigurationException(
                    "No checkpoints can be written to " + CheckpointingOptions.CHECKPOINTS_DIRECTORY.key() + ": "
                            + effective
                                    .getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY)
                                    .orElse("(not set)")
                            + " (" + Causes.innermost(e) + "). Name a folder on a file system that TaskManagers reach.",
                    e);
        }
    }

    /**
     * Makes a place for a checkpoint.
     *
     * @throws IOException if it cannot be made; the message is for people
     */
    CheckpointStorageLocation make(CheckpointOrder order) throws IOException {
        if (order.purpose().isSavepoint()) {
            if (order.directory().isEmpty() && !storage.hasDefaultSavepointLocation()) {
                throw new IOException("Expected a folder for the savepoint, found none: name one, or set "
                        + CheckpointingOptions.SAVEPOINT_DIRECTORY.key());
            }
            return storage.initializeLocationForSavepoint(
                    order.id(), order.directory().orElse(null));
        }
        synchronized (this) { // once is enough, and two at a time may collide
            if (!baseMade) {
                storage.initializeBaseLocationsForCheckpoint();
                baseMade = true;
            }
        }
        return storage.initializeLocationForCheckpoint(order.id());
    }

    /** What tasks are told. */
    CheckpointOptions options(CheckpointOrder order, CheckpointStorageLocation place) {
        return CheckpointOptions.forConfig(
                type(order),
                place.getLocationReference(),
                how.isExactlyOnce(),
                how.isUnalignedCheckpointsEnabled(),
                how.getAlignedCheckpointTimeout());
    }

    /** What is written into the metadata, and later says when the checkpoint may be deleted. */
    CheckpointProperties properties(CheckpointOrder order) {
        boolean forced = !how.isUnalignedCheckpointsEnabled();
        return switch (order.purpose()) {
            case CHECKPOINT, FULL_CHECKPOINT -> claimedProperties();
            case SAVEPOINT -> CheckpointProperties.forSavepoint(forced, format(order));
            case SUSPEND, DRAIN ->
                CheckpointProperties.forSyncSavepoint(
                        forced, order.purpose() == CheckpointPurpose.DRAIN, format(order));
        };
    }

    /** The properties of checkpoints that the job owns. */
    CheckpointProperties claimedProperties() {
        return CheckpointProperties.forCheckpoint(retention());
    }

    /** What becomes of checkpoints when the job ends. */
    CheckpointRetentionPolicy retention() {
        return how.getCheckpointRetentionPolicy();
    }

    /** Whether checkpoints stay when the job ends so. */
    boolean retains(JobStatus end) {
        return switch (retention()) {
            case RETAIN_ON_CANCELLATION -> end == JobStatus.CANCELED || end == JobStatus.FAILED;
            case RETAIN_ON_FAILURE -> end == JobStatus.FAILED;
            case NEVER_RETAIN_AFTER_TERMINATION -> false;
        };
    }

    /** The folder that holds all checkpoints of the job; empty if they are not in files. */
    Optional<Path> jobFolder() {
        return storage instanceof FsCheckpointStorageAccess files
                ? Optional.of(files.getCheckpointsDirectory())
                : Optional.empty();
    }

    private static SnapshotType type(CheckpointOrder order) {
        return switch (order.purpose()) {
            case CHECKPOINT -> CheckpointType.CHECKPOINT;
            case FULL_CHECKPOINT -> CheckpointType.FULL_CHECKPOINT;
            case SAVEPOINT -> SavepointType.savepoint(format(order));
            case SUSPEND -> SavepointType.suspend(format(order));
            case DRAIN -> SavepointType.terminate(format(order));
        };
    }

    private static SavepointFormatType format(CheckpointOrder order) {
        return order.canonical() ? SavepointFormatType.CANONICAL : SavepointFormatType.NATIVE;
    }
}
