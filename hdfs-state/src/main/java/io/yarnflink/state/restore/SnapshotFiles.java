package io.yarnflink.state.restore;

import io.yarnflink.state.changes.Adoptions;
import io.yarnflink.state.changes.Changes;
import io.yarnflink.state.changes.TableNames;
import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.rocksdb.Column;
import io.yarnflink.state.rocksdb.ColumnFiles;
import io.yarnflink.state.rocksdb.KeySpan;
import io.yarnflink.state.rocksdb.RocksStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.util.FileUtils;

/**
 * What several snapshots by files have of the wanted key groups, as files by column. Each snapshot is opened as a store of its own; if its
 * files have keys of other key groups they are rewritten without those, else they are only linked.
 */
final class SnapshotFiles implements AutoCloseable {

    private final List<Path> folders = new ArrayList<>();
    private final Map<String, List<ColumnFiles>> byColumn = new LinkedHashMap<>();

    /** Prepares {@code sources}, several at a time; their folders go. */
    static SnapshotFiles prepare(RestoreContext<?> context, List<Downloads.Wanted> sources, ExecutorService threads)
            throws IOException {
        SnapshotFiles all = new SnapshotFiles();
        List<CompletableFuture<Void>> running = sources.stream()
                .map(source -> CompletableFuture.runAsync(() -> all.take(context, source), threads))
                .toList();
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException failure) {
            all.close();
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new IOException("Could not put snapshots together: " + cause.getMessage(), cause);
        }
        return all;
    }

    private void take(RestoreContext<?> context, Downloads.Wanted source) {
        KeyLayout layout = context.layout();
        KeyGroupRange range = source.handle().getKeyGroupRange().getIntersection(layout.range());
        byte[] from = layout.prefix(range.getStartKeyGroup());
        byte[] to = layout.prefix(range.getEndKeyGroup() + 1);
        Path exported = source.folder().resolveSibling(source.folder().getFileName() + "-columns");
        try (RocksStore store = context.open().apply(source.folder())) {
            adoptChanges(store, source.folder(), new Adoptions((table, inStore) -> {}));
            Files.createDirectory(exported);
            add(exported);
            for (Column column : store.columns()) {
                KeySpan span = store.span(column);
                if (span != null && !span.isWithin(from, to)) {
                    store.clip(column, from, to);
                    span = store.span(column);
                }
                if (span != null) {
                    add(column.name(), store.export(column, exported.resolve(String.valueOf(column.id()))));
                }
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        FileUtils.deleteDirectoryQuietly(source.folder().toFile());
    }

    private synchronized void add(Path folder) {
        folders.add(folder);
    }

    private synchronized void add(String column, ColumnFiles files) {
        byColumn.computeIfAbsent(column, name -> new ArrayList<>()).add(files);
    }

    /** Makes columns of them in a store that has none of these. */
    synchronized void putInto(RocksStore store) {
        byColumn.forEach(store::column);
    }

    /** What was not in the store yet when the snapshot was taken lies beside its files. */
    static void adoptChanges(RocksStore store, Path folder, Adoptions adoptions) throws IOException {
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

    @Override
    public synchronized void close() {
        byColumn.values().forEach(files -> files.forEach(ColumnFiles::close));
        folders.forEach(folder -> FileUtils.deleteDirectoryQuietly(folder.toFile()));
    }
}
