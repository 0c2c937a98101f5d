package io.yarnflink.state.changes;

import io.yarnflink.state.rocksdb.Column;
import io.yarnflink.state.rocksdb.RocksStore;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Has a store adopt files with changes, and tells under which names it has them from then on: what travelled with one checkpoint need
 * not travel again with the next. Used by the task's thread.
 *
 * @param renamed hears a file's name, and its name in the store
 */
public record Adoptions(BiConsumer<String, String> renamed) {

    /** Has {@code store} adopt {@code tables}, which stay where they are. */
    public void adopt(RocksStore store, List<Changes.Table> tables) throws IOException {
        Map<Column, List<Path>> byColumn = new LinkedHashMap<>();
        for (Changes.Table table : tables) {
            byColumn.computeIfAbsent(table.column(), column -> new ArrayList<>())
                    .add(table.file());
        }
        byColumn.forEach(store::adopt);
        tellNames(store.folder(), tables);
    }

    /** Which file is which is asked of the file system; while the files are here as well, nothing else can be taken for them. */
    private void tellNames(Path storeFolder, List<Changes.Table> tables) throws IOException {
        Map<Object, String> names = new HashMap<>();
        for (Changes.Table table : tables) {
            Object identity = identity(table.file());
            if (identity != null) {
                names.put(identity, table.file().getFileName().toString());
            }
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(storeFolder, "*.sst")) {
            for (Path file : files) {
                String name = names.get(identity(file));
                if (name != null) {
                    renamed.accept(name, file.getFileName().toString());
                }
            }
        }
    }

    private static @Nullable Object identity(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        } catch (NoSuchFileException merged) {
            return null;
        }
    }
}
