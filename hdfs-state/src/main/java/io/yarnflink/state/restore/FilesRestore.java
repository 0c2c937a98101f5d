package io.yarnflink.state.restore;

import io.yarnflink.state.changes.Adoptions;
import io.yarnflink.state.changes.Changes;
import io.yarnflink.state.changes.TableNames;
import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.columns.StateColumn;
import io.yarnflink.state.columns.StateColumns;
import io.yarnflink.state.rocksdb.Batch;
import io.yarnflink.state.rocksdb.Column;
import io.yarnflink.state.rocksdb.RocksStore;
import io.yarnflink.state.snapshot.UploadedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
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
        UploadedFiles uploaded = uploaded(byOverlap);
        StateColumns columns = context.openStore();
        boolean complete = false;
        try {
            fill(columns, wanted, uploaded);
            complete = true;
        } finally {
            if (!complete) {
                columns.store().close();
            }
        }
        boolean goesOn = goesOn(byOverlap);
        return new Restored(columns, goesOn ? byOverlap.get(0).getBackendIdentifier() : UUID.randomUUID(), uploaded);
    }

    private void fill(StateColumns columns, List<Downloads.Wanted> sources, UploadedFiles uploaded)
            throws IOException, StateMigrationException {
        IncrementalKeyedStateHandle base = sources.get(0).handle();
        meta(base).forEach(columns::restore);
        adoptChanges(columns.store(), sources.get(0).folder(), new Adoptions(uploaded::renamed));
        clip(columns, base.getKeyGroupRange());
        for (Downloads.Wanted other : sources.subList(1, sources.size())) {
            List<StateMetaInfoSnapshot> states = meta(other.handle());
            try (RocksStore source = context.open().apply(other.folder())) {
                adoptChanges(source, other.folder(), new Adoptions((table, inStore) -> {}));
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

    private boolean goesOn(List<IncrementalKeyedStateHandle> handles) {
        return handles.size() == 1
                && handles.get(0).getKeyGroupRange().equals(context.layout().range());
    }

    private UploadedFiles uploaded(List<IncrementalKeyedStateHandle> handles) {
        if (!goesOn(handles)) {
            return new UploadedFiles();
        }
        IncrementalKeyedStateHandle base = handles.get(0);
        return new UploadedFiles(base.getCheckpointId(), Map.of(base.getCheckpointId(), base.getSharedStateHandles()));
    }

    /** What was not in the store yet when the snapshot was taken lies beside its files. */
    private static void adoptChanges(RocksStore store, Path folder, Adoptions adoptions) throws IOException {
        Map<Integer, Column> columns = new HashMap<>();
        store.columns().forEach(column -> columns.put(column.id(), column));
        List<Changes.Table> tables = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Integer id = TableNames.columnOf(file.getFileName().toString()).orElse(null);
                if (id != null) {
                    tables.add(new Changes.Table(column(columns, id, file), file));
                }
            }
        }
        if (!tables.isEmpty()) {
            adoptions.adopt(store, tables);
        }
        for (Changes.Table table : tables) {
            Files.delete(table.file());
        }
    }

    private static Column column(Map<Integer, Column> columns, int id, Path file) throws IOException {
        Column column = columns.get(id);
        if (column == null) {
            throw new IOException("Expected a column with id " + id + " for the rows in " + file + ", found only "
                    + columns.values().stream().map(Column::name).toList());
        }
        return column;
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
