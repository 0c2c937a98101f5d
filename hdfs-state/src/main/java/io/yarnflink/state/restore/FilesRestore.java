package io.yarnflink.state.restore;

import io.yarnflink.state.changes.Adoptions;
import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.columns.StateColumn;
import io.yarnflink.state.columns.StateColumns;
import io.yarnflink.state.snapshot.UploadedFiles;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.state.AbstractIncrementalStateHandle;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.util.StateMigrationException;

/**
 * Opens a store out of snapshots by files. A single snapshot is opened as it is, and key groups that are somebody else's now are
 * removed; if there were none, the next checkpoint goes on sharing its files. Several become one by linking their files.
 */
final class FilesRestore<K> {

    private final RestoreContext<K> context;
    private final ExecutorService threads;

    /** @param threads for what need not be done one after the other */
    FilesRestore(RestoreContext<K> context, ExecutorService threads) {
        this.context = context;
        this.threads = threads;
    }

    Restored restore(List<IncrementalKeyedStateHandle> handles) throws IOException, StateMigrationException {
        List<Downloads.Wanted> wanted =
                places(handles.stream().filter(this::hasWanted).toList());
        new Downloads(threads).fetch(wanted, context.cancelled());
        Restored restored = open(wanted);
        boolean complete = false;
        try {
            if (wanted.size() == 1) {
                takeOver(wanted.get(0), restored);
            } else {
                putTogether(wanted, restored.columns());
            }
            HeapTimers timers = context.heapTimers();
            if (timers != null) {
                timers.takeFrom(restored.columns());
            }
            complete = true;
        } finally {
            if (!complete) {
                restored.columns().store().close();
            }
        }
        return restored;
    }

    private boolean hasWanted(IncrementalKeyedStateHandle handle) {
        return handle.getKeyGroupRange()
                        .getIntersection(context.layout().range())
                        .getNumberOfKeyGroups()
                > 0;
    }

    /** A single one becomes the store; of several, each lies beside it. */
    private List<Downloads.Wanted> places(List<IncrementalKeyedStateHandle> handles) {
        return handles.stream()
                .map(handle -> new Downloads.Wanted(
                        handle,
                        handles.size() == 1
                                ? context.storeFolder()
                                : context.folder().resolve("from-" + UUID.randomUUID())))
                .toList();
    }

    private Restored open(List<Downloads.Wanted> wanted) {
        if (wanted.size() == 1) {
            IncrementalKeyedStateHandle handle = wanted.get(0).handle();
            if (handle.getKeyGroupRange().equals(context.layout().range())) {
                long checkpoint = handle.getCheckpointId();
                return new Restored(
                        context.openStore(),
                        handle.getBackendIdentifier(),
                        new UploadedFiles(checkpoint, Map.of(checkpoint, handle.getSharedStateHandles())));
            }
        }
        return new Restored(context.openStore(), UUID.randomUUID(), new UploadedFiles());
    }

    private void takeOver(Downloads.Wanted files, Restored restored) throws IOException, StateMigrationException {
        StateColumns columns = restored.columns();
        meta(files.handle()).forEach(columns::restore);
        SnapshotFiles.adoptChanges(columns.store(), files.folder(), new Adoptions(restored.uploaded()::renamed));
        removeOthers(columns, files.handle().getKeyGroupRange());
    }

    /** Quick: what is removed stays in the files until RocksDB merges them. */
    private void removeOthers(StateColumns columns, KeyGroupRange has) {
        KeyLayout layout = context.layout();
        int first = layout.range().getStartKeyGroup();
        int end = layout.range().getEndKeyGroup() + 1;
        for (StateColumn column : columns.all()) {
            if (has.getStartKeyGroup() < first) {
                columns.store()
                        .deleteRange(column.column(), layout.prefix(has.getStartKeyGroup()), layout.prefix(first));
            }
            if (has.getEndKeyGroup() >= end) {
                columns.store()
                        .deleteRange(column.column(), layout.prefix(end), layout.prefix(has.getEndKeyGroup() + 1));
            }
        }
    }

    private void putTogether(List<Downloads.Wanted> sources, StateColumns columns)
            throws IOException, StateMigrationException {
        List<StateMetaInfoSnapshot> states = new ArrayList<>();
        for (Downloads.Wanted source : sources) {
            states.addAll(meta(source.handle()));
        }
        try (SnapshotFiles files = SnapshotFiles.prepare(context, sources, threads)) {
            files.putInto(columns.store());
            states.forEach(columns::restore);
        }
    }

    private List<StateMetaInfoSnapshot> meta(IncrementalKeyedStateHandle handle)
            throws IOException, StateMigrationException {
        KeyedBackendSerializationProxy<K> proxy = new KeyedBackendSerializationProxy<>(context.classLoader());
        try (FSDataInputStream input = metaHandle(handle).openInputStream()) {
            proxy.read(new DataInputViewStreamWrapper(input));
        }
        KeySerializers.check(context.keySerializer(), proxy.getKeySerializerSnapshot());
        return proxy.getStateMetaInfoSnapshots();
    }

    private static StreamStateHandle metaHandle(IncrementalKeyedStateHandle handle) throws IOException {
        if (handle instanceof AbstractIncrementalStateHandle known) {
            return known.getMetaDataStateHandle();
        }
        throw new IOException("Expected a snapshot by files, found " + handle);
    }
}
