package io.yarnflink.state.snapshot;

import io.yarnflink.state.cells.CellFactory;
import io.yarnflink.state.changes.Changes;
import io.yarnflink.state.columns.StateColumns;
import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.checkpoint.SnapshotType.SharingFilesStrategy;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.LocalSnapshotDirectoryProvider;
import org.apache.flink.runtime.state.SnapshotDirectory;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.SnapshotStrategy;
import org.apache.flink.util.FileUtils;

/**
 * Snapshots that are the store's own files. The task's thread flushes the store and links its files into a folder; other
 * threads write what was not in the store yet into files beside those, and upload what is not on checkpoint storage.
 */
public final class FilesSnapshot<K> implements SnapshotStrategy<KeyedStateHandle, PreparedFiles> {

    private final BackendIdentity<K> identity;
    private final StateColumns columns;
    private final CellFactory<K> cells;
    private final UploadedFiles uploaded;
    private final Uploads uploads;
    private final SnapshotPlace place;

    /**
     * Where snapshots are prepared, and how.
     *
     * @param folder of the backend; copies go beside the store
     * @param incremental whether checkpoints share files
     * @param localRecovery whether copies are kept on this machine
     */
    public record SnapshotPlace(File folder, boolean incremental, LocalRecoveryConfig localRecovery) {}

    /** @param uploaded what is on checkpoint storage, and is told what comes there */
    public FilesSnapshot(
            BackendIdentity<K> identity,
            StateColumns columns,
            CellFactory<K> cells,
            UploadedFiles uploaded,
            Uploads uploads,
            SnapshotPlace place) {
        this.identity = identity;
        this.columns = columns;
        this.cells = cells;
        this.uploaded = uploaded;
        this.uploads = uploads;
        this.place = place;
    }

    @Override
    public PreparedFiles syncPrepareResources(long checkpointId) throws IOException {
        Optional<File> local = localPlace(checkpointId);
        SnapshotDirectory folder = local.isPresent()
                ? localFolder(local.get())
                : SnapshotDirectory.temporary(new File(place.folder(), "chk-" + checkpointId));
        Changes changes = cells.freeze(checkpointId, place.folder().toPath().resolve("changes-" + checkpointId));
        try {
            columns.store().copyTo(folder.getDirectory());
        } catch (RuntimeException failure) {
            changes.release();
            folder.cleanup();
            throw failure;
        }
        return new PreparedFiles(folder, local.isPresent(), changes, columns.snapshotMeta(), uploaded.reusable());
    }

    @Override
    public SnapshotResultSupplier<KeyedStateHandle> asyncSnapshot(
            PreparedFiles prepared,
            long checkpointId,
            long timestamp,
            CheckpointStreamFactory storage,
            CheckpointOptions options) {
        if (prepared.meta().isEmpty()) {
            return cancelled -> SnapshotResult.empty();
        }
        SharingFilesStrategy sharing = options.getCheckpointType().getSharingFilesStrategy();
        var mode = mode(sharing);
        Map<String, org.apache.flink.runtime.state.StreamStateHandle> reusable =
                sharing == SharingFilesStrategy.FORWARD_BACKWARD && mode == FilesUpload.Mode.SHARED
                        ? prepared.reusable()
                        : Map.of();
        return new FilesUpload<>(
                identity,
                new FilesUpload.Job(
                        checkpointId,
                        prepared,
                        reusable,
                        mode,
                        storage,
                        prepared.keptLocally()
                                ? place.localRecovery()
                                : LocalRecoveryConfig.BACKUP_AND_RECOVERY_DISABLED),
                uploads,
                uploaded);
    }

    private FilesUpload.Mode mode(SharingFilesStrategy sharing) {
        if (sharing == SharingFilesStrategy.NO_SHARING) {
            return FilesUpload.Mode.SAVEPOINT;
        }
        return place.incremental() ? FilesUpload.Mode.SHARED : FilesUpload.Mode.PRIVATE;
    }

    private SnapshotDirectory localFolder(File local) throws IOException {
        if (!local.exists() && !local.mkdirs()) {
            throw new IOException("Could not make folder " + local + " for a local copy of a checkpoint");
        }
        File copy = new File(local, identity.id().toString().replace("-", ""));
        FileUtils.deleteDirectory(copy);
        return SnapshotDirectory.permanent(copy.toPath());
    }

    /** Where a copy for this machine goes: on the store's disk, so that it is made of links; nowhere if there is no such place. */
    private Optional<File> localPlace(long checkpointId) throws IOException {
        if (!place.localRecovery().isLocalBackupEnabled()) {
            return Optional.empty();
        }
        LocalSnapshotDirectoryProvider places = place.localRecovery()
                .getLocalStateDirectoryProvider()
                .orElseThrow(LocalRecoveryConfig.localRecoveryNotEnabled());
        FileStore disk = Files.getFileStore(place.folder().toPath());
        for (int i = 0; i < places.allocationBaseDirsCount(); i++) {
            File root = places.selectAllocationBaseDirectory(i);
            if (root.exists() && Files.getFileStore(root.toPath()).equals(disk)) {
                return Optional.of(new File(places.selectSubtaskBaseDirectory(i), "chk_" + checkpointId));
            }
        }
        return Optional.empty();
    }
}
