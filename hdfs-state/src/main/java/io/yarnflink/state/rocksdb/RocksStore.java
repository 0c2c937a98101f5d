package io.yarnflink.state.rocksdb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.util.ResourceGuard;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.ImportColumnFamilyOptions;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * One open RocksDB with its columns, in a folder of its own. Writes pass no log: what is not in a checkpoint is lost with
 * the process, as Flink's state is. Owned by the task's thread; another thread may read under a {@link #lease}, which
 * {@link #close} waits for. Every failure is a {@link StoreException}.
 */
public final class RocksStore implements AutoCloseable {

    private final RocksDB db;
    private final Path folder;
    private final StoreOptions options;
    private final @Nullable SharedMemory memory;
    private final DBOptions dbOptions;
    private final Column unnamed;
    private final Map<String, Column> columns;
    private final WriteOptions writes = new WriteOptions().setDisableWAL(true);
    private final ReadOptions reads = new ReadOptions();
    private final ResourceGuard guard = new ResourceGuard();

    private RocksStore(Opened opened, Path folder, StoreOptions options, @Nullable SharedMemory memory) {
        this.db = opened.db;
        this.dbOptions = opened.dbOptions;
        this.unnamed = opened.unnamed;
        this.columns = opened.columns;
        this.folder = folder;
        this.options = options;
        this.memory = memory;
    }

    private record Opened(RocksDB db, DBOptions dbOptions, Column unnamed, Map<String, Column> columns) {}

    /**
     * Opens what is in {@code folder}, with all its columns, or makes a new store there.
     *
     * @param memory what it shares with others; without it RocksDB takes what it likes
     */
    public static RocksStore open(Path folder, StoreOptions options, @Nullable SharedMemory memory) {
        NativeLibrary.load();
        DBOptions dbOptions = options.forStore(memory);
        List<ColumnFamilyOptions> columnOptions = new ArrayList<>();
        try {
            List<byte[]> names = existing(folder);
            List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
            for (byte[] name : names) {
                ColumnFamilyOptions one = options.forColumn(memory);
                columnOptions.add(one);
                descriptors.add(new ColumnFamilyDescriptor(name, one));
            }
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            RocksDB db = RocksDB.open(dbOptions, folder.toString(), descriptors, handles);
            return new RocksStore(opened(db, dbOptions, names, handles, columnOptions), folder, options, memory);
        } catch (RocksDBException failure) {
            columnOptions.forEach(ColumnFamilyOptions::close);
            dbOptions.close();
            throw StoreException.of("open a store", folder, failure);
        }
    }

    private static List<byte[]> existing(Path folder) throws RocksDBException {
        try (Options plain = new Options()) {
            List<byte[]> found = folder.resolve("CURRENT").toFile().exists()
                    ? RocksDB.listColumnFamilies(plain, folder.toString())
                    : List.of();
            return found.isEmpty() ? List.of(RocksDB.DEFAULT_COLUMN_FAMILY) : found;
        }
    }

    private static Opened opened(
            RocksDB db,
            DBOptions dbOptions,
            List<byte[]> names,
            List<ColumnFamilyHandle> handles,
            List<ColumnFamilyOptions> columnOptions) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = new String(names.get(i), StandardCharsets.UTF_8);
            columns.put(name, Column.of(name, handles.get(i), columnOptions.get(i)));
        }
        String unnamed = new String(RocksDB.DEFAULT_COLUMN_FAMILY, StandardCharsets.UTF_8);
        Column first = columns.remove(unnamed);
        if (first == null) {
            throw new IllegalStateException(
                    "Expected a store's column '" + unnamed + "', found only " + columns.keySet());
        }
        return new Opened(db, dbOptions, first, columns);
    }

    /** The column of that name, made if there is none. */
    public Column column(String name) {
        Column known = columns.get(name);
        if (known != null) {
            return known;
        }
        return make(name, db::createColumnFamily);
    }

    /**
     * Makes a column of files that others exported, as links where the disk is the same. Their keys must not overlap.
     *
     * @param name of no column yet
     * @param files of one or more columns, at least one file
     */
    public Column column(String name, List<ColumnFiles> files) {
        try (ImportColumnFamilyOptions how = new ImportColumnFamilyOptions().setMoveFiles(true)) {
            return make(
                    name,
                    column -> db.createColumnFamilyWithImport(
                            column, how, files.stream().map(ColumnFiles::files).toList()));
        }
    }

    /** A way of making a column. */
    @FunctionalInterface
    private interface Making {

        ColumnFamilyHandle make(ColumnFamilyDescriptor column) throws RocksDBException;
    }

    private Column make(String name, Making making) {
        ColumnFamilyOptions columnOptions = options.forColumn(memory);
        try {
            ColumnFamilyHandle handle =
                    making.make(new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), columnOptions));
            Column made = Column.of(name, handle, columnOptions);
            columns.put(name, made);
            return made;
        } catch (RocksDBException failure) {
            columnOptions.close();
            throw StoreException.of("make column '" + name + "'", folder, failure);
        }
    }

    /** Writes what is in memory into files, and tells which keys those and all others of {@code column} have; null if there is none. */
    public @Nullable KeySpan span(Column column) {
        try (FlushOptions wait = new FlushOptions().setWaitForFlush(true)) {
            db.flush(wait, column.handle());
        } catch (RocksDBException failure) {
            throw writeFailure(column, failure);
        }
        byte[] name = column.name().getBytes(StandardCharsets.UTF_8);
        return db.getLiveFilesMetaData().stream()
                .filter(file -> Arrays.equals(name, file.columnFamilyName()))
                .map(file -> new KeySpan(file.smallestKey(), file.largestKey()))
                .reduce(KeySpan::with)
                .orElse(null);
    }

    /** Removes all keys before {@code from} and from {@code to} on, and every trace of them in the files. */
    public void clip(Column column, byte[] from, byte[] to) {
        try {
            db.clipColumnFamily(column.handle(), from, to);
        } catch (RocksDBException failure) {
            throw writeFailure(column, failure);
        }
    }

    /** The files of {@code column}, which must have some, linked or copied into {@code target}, which must not exist. */
    public ColumnFiles export(Column column, Path target) {
        try (Checkpoint checkpoint = Checkpoint.create(db)) {
            return new ColumnFiles(checkpoint.exportColumnFamily(column.handle(), target.toString()));
        } catch (RocksDBException failure) {
            throw StoreException.of("copy column '" + column.name() + "' to " + target, folder, failure);
        }
    }

    /** The column of that name, if there is one. */
    public @Nullable Column existingColumn(String name) {
        return columns.get(name);
    }

    /** Removes a column with everything in it. */
    public void drop(Column column) {
        try {
            columns.remove(column.name());
            db.dropColumnFamily(column.handle());
            column.close();
        } catch (RocksDBException failure) {
            throw StoreException.of("drop column '" + column.name() + "'", folder, failure);
        }
    }

    /** What is stored under {@code key}, or null. */
    public byte @Nullable [] get(Column column, byte[] key) {
        try {
            return db.get(column.handle(), reads, key);
        } catch (RocksDBException failure) {
            throw StoreException.of("read from column '" + column.name() + "'", folder, failure);
        }
    }

    /** Stores the first {@code length} bytes of {@code value} under {@code key}. */
    public void put(Column column, byte[] key, byte[] value, int length) {
        try {
            db.put(column.handle(), writes, key, 0, key.length, value, 0, length);
        } catch (RocksDBException failure) {
            throw writeFailure(column, failure);
        }
    }

    /** Appends the first {@code length} bytes of {@code operand} to what is under {@code key}, after a comma. */
    public void merge(Column column, byte[] key, byte[] operand, int length) {
        try {
            db.merge(column.handle(), writes, key, 0, key.length, operand, 0, length);
        } catch (RocksDBException failure) {
            throw writeFailure(column, failure);
        }
    }

    /** Removes what is under {@code key}, if anything is. */
    public void delete(Column column, byte[] key) {
        try {
            db.delete(column.handle(), writes, key);
        } catch (RocksDBException failure) {
            throw writeFailure(column, failure);
        }
    }

    /** Writes everything in {@code batch} at once, and empties it. */
    public void write(Batch batch) {
        if (batch.count() == 0) {
            return;
        }
        try (WriteBatch whole = new WriteBatch(batch.serialized())) {
            db.write(writes, whole);
        } catch (RocksDBException failure) {
            throw StoreException.of("write a batch of " + batch.count(), folder, failure);
        }
        batch.clear();
    }

    /** Writes {@code batch} if it has grown to the configured size. */
    public void writeIfFull(Batch batch) {
        if (batch.bytes() >= options.batchBytes()) {
            write(batch);
        }
    }

    /** Removes all keys from {@code from} to before {@code to}. */
    public void deleteRange(Column column, byte[] from, byte[] to) {
        try {
            db.deleteFilesInRanges(column.handle(), List.of(from, to), false);
            db.deleteRange(column.handle(), writes, from, to);
        } catch (RocksDBException failure) {
            throw writeFailure(column, failure);
        }
    }

    /** An iterator over what is in {@code column} now, positioned nowhere; the caller closes it. */
    public RocksIterator iterate(Column column) {
        return db.newIterator(column.handle(), reads);
    }

    /** An iterator as {@code how} says; the caller closes both. */
    public RocksIterator iterate(Column column, ReadOptions how) {
        return db.newIterator(column.handle(), how);
    }

    /**
     * Makes sure that {@code iterator} stopped because there was nothing more.
     *
     * @throws StoreException if it was for another reason
     */
    public void check(RocksIterator iterator) {
        try {
            iterator.status();
        } catch (RocksDBException failure) {
            throw StoreException.of("iterate", folder, failure);
        }
    }

    /** What is in the store now, for {@link ReadOptions#setSnapshot}; given back with {@link #release}. */
    public Snapshot snapshot() {
        return db.getSnapshot();
    }

    /** Gives back a {@link #snapshot}. */
    public void release(Snapshot snapshot) {
        db.releaseSnapshot(snapshot);
        snapshot.close();
    }

    /** Makes a consistent copy in {@code target}, which must not exist, out of hard links where the disk is the same. */
    public void copyTo(Path target) {
        try (Checkpoint checkpoint = Checkpoint.create(db)) {
            checkpoint.createCheckpoint(target.toString());
        } catch (RocksDBException failure) {
            throw StoreException.of("copy its files to " + target, folder, failure);
        }
    }

    /** A new file for {@link #adopt}, for any thread. */
    public TableWriter table(Path file) {
        return new TableWriter(file, options, memory != null);
    }

    /**
     * Takes the rows of tables in, as newer than all that is in {@code column}. The files stay; if they are on the same disk as the
     * store it has links to them.
     */
    public void adopt(Column column, List<Path> tables) {
        List<String> links = new ArrayList<>();
        try (IngestExternalFileOptions how = new IngestExternalFileOptions().setMoveFiles(true)) {
            for (Path table : tables) {
                links.add(Files.createLink(table.resolveSibling(table.getFileName() + ".link"), table)
                        .toString());
            }
            db.ingestExternalFile(column.handle(), links, how);
        } catch (RocksDBException failure) {
            throw StoreException.of("adopt rows of column '" + column.name() + "'", folder, failure);
        } catch (IOException failure) {
            throw new StoreException("Could not link " + tables + ": " + failure.getMessage(), failure);
        }
    }

    /** Merges files and drops what was removed. */
    public void compact(Column column) {
        try {
            db.compactRange(column.handle());
        } catch (RocksDBException failure) {
            throw StoreException.of("compact column '" + column.name() + "'", folder, failure);
        }
    }

    /** A number that RocksDB knows of a column, such as {@code rocksdb.estimate-num-keys}; 0 if it does not. */
    public long property(Column column, String property) {
        try {
            return db.getLongProperty(column.handle(), property);
        } catch (RocksDBException unknown) {
            return 0;
        }
    }

    /**
     * Keeps the store open until the lease is closed.
     *
     * @throws IOException if the store is closed already
     */
    public ResourceGuard.Lease lease() throws IOException {
        return guard.acquireResource();
    }

    /** Where its files are. */
    public Path folder() {
        return folder;
    }

    /** The columns there are. */
    public List<Column> columns() {
        return List.copyOf(columns.values());
    }

    @Override
    public void close() {
        guard.close();
        columns.values().forEach(column -> column.handle().close());
        unnamed.handle().close();
        db.close();
        columns.values().forEach(column -> column.options().close());
        unnamed.options().close();
        dbOptions.close();
        writes.close();
        reads.close();
    }

    private StoreException writeFailure(Column column, RocksDBException failure) {
        return StoreException.of("write to column '" + column.name() + "'", folder, failure);
    }
}
