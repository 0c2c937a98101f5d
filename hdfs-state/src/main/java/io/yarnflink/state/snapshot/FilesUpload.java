package io.yarnflink.state.snapshot;

import io.yarnflink.state.changes.Changes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.memory.DataOutputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.filemerging.FileMergingSnapshotManager;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.CheckpointStreamWithResultProvider;
import org.apache.flink.runtime.state.CheckpointedStateScope;
import org.apache.flink.runtime.state.DirectoryStateHandle;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.IncrementalLocalKeyedStateHandle;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.PlaceholderStreamStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.SnapshotStrategy;
import org.apache.flink.runtime.state.StateUtil;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.util.IOUtils;
import org.jspecify.annotations.Nullable;

/** Uploads one snapshot by files. Runs on a thread for asynchronous snapshots. */
final class FilesUpload<K> implements SnapshotStrategy.SnapshotResultSupplier<KeyedStateHandle> {

    private static final String TABLE = ".sst";
    private static final String OPTIONS = "OPTIONS-";

    /** Who refers to the uploaded files. */
    enum Mode {
        /** Later checkpoints too. */
        SHARED,
        /** This checkpoint alone. */
        PRIVATE,
        /** This savepoint alone; files lie with it. */
        SAVEPOINT
    }

    /**
     * What is to be uploaded where.
     *
     * @param reusable files that need not travel, by name
     */
    record Job(
            long checkpointId,
            PreparedFiles prepared,
            Map<String, StreamStateHandle> reusable,
            Mode mode,
            CheckpointStreamFactory storage,
            LocalRecoveryConfig localRecovery) {}

    private final BackendIdentity<K> identity;
    private final Job job;
    private final Uploads uploads;
    private final UploadedFiles uploaded;

    FilesUpload(BackendIdentity<K> identity, Job job, Uploads uploads, UploadedFiles uploaded) {
        this.identity = identity;
        this.job = job;
        this.uploads = uploads;
        this.uploaded = uploaded;
    }

    private record Sorted(List<HandleAndLocalPath> known, List<Path> tables, List<Path> others) {}

    @Override
    public SnapshotResult<KeyedStateHandle> get(CloseableRegistry cancelled) throws Exception {
        CloseableRegistry leftovers = new CloseableRegistry();
        boolean complete = false;
        try {
            SnapshotResult<StreamStateHandle> meta = writeMeta(cancelled);
            leftovers.registerCloseable(() -> StateUtil.discardStateObjectQuietly(meta));
            SnapshotResult<KeyedStateHandle> result = uploadFiles(meta, cancelled, leftovers);
            complete = true;
            return result;
        } finally {
            if (!complete) {
                IOUtils.closeQuietly(leftovers);
                dropLocalCopy();
            }
        }
    }

    private SnapshotResult<KeyedStateHandle> uploadFiles(
            SnapshotResult<StreamStateHandle> meta, CloseableRegistry cancelled, CloseableRegistry leftovers)
            throws Exception {
        Sorted files = sort();
        var target = new Uploads.Target(job.storage, cancelled, leftovers);
        var scope = job.mode == Mode.SHARED ? CheckpointedStateScope.SHARED : CheckpointedStateScope.EXCLUSIVE;
        // While these travel, this thread writes what was not in the store.
        Uploads.Begun stored = uploads.begin(files.tables, scope, target);
        Uploads.Begun rest = uploads.begin(files.others, CheckpointedStateScope.EXCLUSIVE, target);
        Uploads.Begun changed = uploads.begin(changes(), scope, target);
        List<HandleAndLocalPath> newTables = new ArrayList<>(stored.await());
        newTables.addAll(changed.await());
        List<HandleAndLocalPath> others = rest.await();
        List<HandleAndLocalPath> tables = new ArrayList<>(files.known);
        tables.addAll(newTables);
        long travelled = meta.getStateSize() + size(newTables) + size(others);
        if (job.mode == Mode.SHARED) {
            uploaded.uploaded(job.checkpointId, tables);
            job.storage.reusePreviousStateHandle(
                    files.known.stream().map(HandleAndLocalPath::getHandle).toList());
        }
        return result(meta, tables, others, travelled);
    }

    private List<Path> changes() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Changes.Table changed : job.prepared.changes().tables()) {
            files.add(changed.file());
            keepLocally(changed.file());
        }
        return files;
    }

    private SnapshotResult<KeyedStateHandle> result(
            SnapshotResult<StreamStateHandle> meta,
            List<HandleAndLocalPath> tables,
            List<HandleAndLocalPath> others,
            long travelled)
            throws IOException {
        boolean own = job.mode == Mode.PRIVATE;
        List<HandleAndLocalPath> exclusive = new ArrayList<>(others);
        if (own) {
            exclusive.addAll(tables);
        }
        List<HandleAndLocalPath> shared = own ? List.of() : tables;
        KeyedStateHandle remote = new IncrementalRemoteKeyedStateHandle(
                identity.id(),
                identity.range(),
                job.checkpointId,
                shared,
                exclusive,
                meta.getJobManagerOwnedSnapshot(),
                travelled);
        DirectoryStateHandle folder = job.prepared.folder().completeSnapshotAndGetHandle();
        StreamStateHandle localMeta = meta.getTaskLocalSnapshot();
        if (folder == null || localMeta == null) {
            return SnapshotResult.of(remote);
        }
        return SnapshotResult.withLocalState(
                remote,
                new IncrementalLocalKeyedStateHandle(
                        identity.id(), job.checkpointId, folder, identity.range(), localMeta, shared));
    }

    /** A local copy has to be whole. */
    private void keepLocally(Path changed) throws IOException {
        if (job.localRecovery.isLocalBackupEnabled()) {
            Files.createLink(job.prepared.folder().getDirectory().resolve(changed.getFileName()), changed);
        }
    }

    private static long size(List<HandleAndLocalPath> files) {
        return files.stream().mapToLong(HandleAndLocalPath::getStateSize).sum();
    }

    /** RocksDB's file of options stays here: whoever restores has options of their own. Neither do empty logs travel. */
    private Sorted sort() throws IOException {
        Sorted sorted = new Sorted(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Path file : job.prepared.folder().listDirectory()) {
            String name = file.getFileName().toString();
            if (name.startsWith(OPTIONS) || Files.size(file) == 0) {
                continue;
            }
            if (!name.endsWith(TABLE)) {
                sorted.others.add(file);
                continue;
            }
            StreamStateHandle known = job.reusable.get(name);
            if (known == null) {
                sorted.tables.add(file);
            } else {
                sorted.known.add(HandleAndLocalPath.of(placeholder(known), name));
            }
        }
        return sorted;
    }

    private static StreamStateHandle placeholder(StreamStateHandle known) {
        return new PlaceholderStreamStateHandle(
                known.getStreamStateHandleID(),
                known.getStateSize(),
                FileMergingSnapshotManager.isFileMergingHandle(known));
    }

    private SnapshotResult<StreamStateHandle> writeMeta(CloseableRegistry cancelled) throws Exception {
        CheckpointStreamWithResultProvider stream = metaStream();
        cancelled.registerCloseable(stream);
        try {
            new KeyedBackendSerializationProxy<>(identity.keySerializer(), job.prepared.meta(), false)
                    .write(new DataOutputViewStreamWrapper(stream.getCheckpointOutputStream()));
            if (!cancelled.unregisterCloseable(stream)) {
                throw new IOException("The checkpoint was given up");
            }
            return stream.closeAndFinalizeCheckpointStreamResult();
        } finally {
            if (cancelled.unregisterCloseable(stream)) {
                IOUtils.closeQuietly(stream);
            }
        }
    }

    private CheckpointStreamWithResultProvider metaStream() throws IOException {
        if (!job.localRecovery.isLocalBackupEnabled()) {
            return CheckpointStreamWithResultProvider.createSimpleStream(CheckpointedStateScope.EXCLUSIVE, job.storage);
        }
        return CheckpointStreamWithResultProvider.createDuplicatingStream(
                job.checkpointId,
                CheckpointedStateScope.EXCLUSIVE,
                job.storage,
                job.localRecovery
                        .getLocalStateDirectoryProvider()
                        .orElseThrow(LocalRecoveryConfig.localRecoveryNotEnabled()));
    }

    private void dropLocalCopy() {
        if (!job.prepared.folder().isSnapshotCompleted()) {
            return;
        }
        try {
            @Nullable DirectoryStateHandle folder = job.prepared.folder().completeSnapshotAndGetHandle();
            if (folder != null) {
                folder.discardState();
            }
        } catch (Exception failure) {
            org.slf4j.LoggerFactory.getLogger(FilesUpload.class)
                    .warn("Could not delete {}", job.prepared.folder().getDirectory(), failure);
        }
    }
}
