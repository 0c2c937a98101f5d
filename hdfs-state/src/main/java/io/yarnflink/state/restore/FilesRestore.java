package io.yarnflink.state.restore;

import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.columns.StateColumn;
import io.yarnflink.state.columns.StateColumns;
import io.yarnflink.state.rocksdb.Batch;
import io.yarnflink.state.rocksdb.Column;
import io.yarnflink.state.rocksdb.RocksStore;
import io.yarnflink.state.snapshot.UploadedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.state.AbstractIncrementalStateHandle;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.StateMigrationException;
import org.rocksdb.RocksIterator;

/**
 * Opens a store out of snapshots by files. One snapshot of exactly the wanted key groups is opened as it is, and the next
 * checkpoint goes on sharing its files. Else the one with most of the wanted key groups is opened and clipped, and rows
 * are copied from the others.
 */
final class FilesRestore<K> {

    private final RestoreContext<K> context;
    private final Downloads downloads;

    FilesRestore(RestoreContext<K> context, Downloads downloads) {
        this.context = context;
        this.downloads = downloads;
    }

    Restored restore(List<IncrementalKeyedStateHandle> handles) throws IOException, StateMigrationException {
        List<IncrementalKeyedStateHandle> byOverlap = handles.stream()
                .filter(handle -> overlap(handle) > 0)
                .sorted(Comparator.comparingInt(this::overlap).reversed())
                .toList();
        if (byOverlap.isEmpty()) {
            return new Restored(context.openStore(), UUID.randomUUID(), new UploadedFiles());
        }
        List<Downloads.Wanted> wanted = new ArrayList<>();
        for (IncrementalKeyedStateHandle handle : byOverlap) {
            Path folder =
                    wanted.isEmpty() ? context.storeFolder() : context.folder().resolve("from-" + UUID.randomUUID());
            wanted.add(new Downloads.Wanted(handle, folder));
        }
        downloads.fetch(wanted, context.cancelled());
        StateColumns columns = context.openStore();
        boolean complete = false;
        try {
            fill(columns, wanted);
            complete = true;
        } finally {
            if (!complete) {
                columns.store().close();
            }
        }
        return restored(columns, byOverlap);
    }

    private void fill(StateColumns columns, List<Downloads.Wanted> sources)
            throws IOException, StateMigrationException {
        IncrementalKeyedStateHandle base = sources.get(0).handle();
        meta(base).forEach(columns::restore);
        clip(columns, base.getKeyGroupRange());
        for (Downloads.Wanted other : sources.subList(1, sources.size())) {
            List<StateMetaInfoSnapshot> states = meta(other.handle());
            try (RocksStore source = context.open().apply(other.folder())) {
                for (StateMetaInfoSnapshot state : states) {
                    StateColumn target = columns.restore(state);
                    copy(source, source.column(state.getName()), columns.store(), target.column());
                }
            }
            FileUtils.deleteDirectory(other.folder().toFile());
        }
        HeapTimers timers = context.heapTimers();
        if (timers != null) {
            timers.takeFrom(columns);
        }
    }

    private Restored restored(StateColumns columns, List<IncrementalKeyedStateHandle> handles) {
        IncrementalKeyedStateHandle base = handles.get(0);
        if (handles.size() > 1
                || !base.getKeyGroupRange().equals(context.layout().range())) {
            return new Restored(columns, UUID.randomUUID(), new UploadedFiles());
        }
        var shared = Map.of(base.getCheckpointId(), base.getSharedStateHandles());
        return new Restored(
                columns, base.getBackendIdentifier(), new UploadedFiles(base.getCheckpointId(), Map.copyOf(shared)));
    }

    private int overlap(IncrementalKeyedStateHandle handle) {
        return handle.getKeyGroupRange()
                .getIntersection(context.layout().range())
                .getNumberOfKeyGroups();
    }

    /** Removes the key groups that are somebody else's now. */
    private void clip(StateColumns columns, KeyGroupRange has) {
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

    private void copy(RocksStore source, Column from, RocksStore target, Column to) {
        Batch batch = new Batch();
        int last = context.layout().range().getEndKeyGroup();
        try (RocksIterator rows = source.iterate(from)) {
            rows.seek(context.layout().prefix(context.layout().range().getStartKeyGroup()));
            while (rows.isValid()) {
                byte[] key = rows.key();
                if (context.layout().keyGroupOf(key) > last) {
                    break;
                }
                batch.put(to, key, rows.value());
                target.writeIfFull(batch);
                rows.next();
            }
            source.check(rows);
        }
        target.write(batch);
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
