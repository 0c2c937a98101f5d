package io.yarnflink.state.cache;

import io.yarnflink.state.changes.Changes;
import io.yarnflink.state.changes.TableNames;
import io.yarnflink.state.rocksdb.Column;
import io.yarnflink.state.rocksdb.RocksStore;
import io.yarnflink.state.rocksdb.TableWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a cache froze for a snapshot. The snapshot's thread writes it into tables, which become part of the snapshot, and which
 * the task's thread then has the store adopt: so it is written once, and not by the task's thread. Both hold the folder with
 * the tables.
 */
final class FrozenChanges implements Changes {

    private static final Logger LOG = LoggerFactory.getLogger(FrozenChanges.class);

    /** Packed together at a time: not more than the processor's caches hold. */
    private static final long PACKED_BYTES = 128L << 10;

    /** Bounds what is on the heap at a time; a key group that has more becomes several tables. */
    private static final long SORTED_BYTES = 32L << 20;

    /** A table that is as large gets no more rows. */
    private static final long TABLE_BYTES = 64L << 20;

    private final long snapshot;
    private final Path folder;
    private final RocksStore store;
    private final List<FrozenRows<?>> states;
    private final AtomicInteger holders = new AtomicInteger(2);

    /** Written by whoever writes the tables, or ends the snapshot without; read by the task's thread. */
    private volatile boolean decided;

    /** Guarded by this object's lock. */
    private @Nullable List<Table> tables;

    /** Guarded by this object's lock. */
    private @Nullable Exception failure;

    /** @param folder does not exist */
    FrozenChanges(long snapshot, Path folder, RocksStore store, List<FrozenRows<?>> states) {
        this.snapshot = snapshot;
        this.folder = folder;
        this.store = store;
        this.states = states;
    }

    List<FrozenRows<?>> states() {
        return states;
    }

    boolean has(CachedRows<?> rows) {
        return states.stream().anyMatch(state -> state.rows() == rows);
    }

    /** Whether {@link #tables} returns, or fails, at once. */
    boolean isDecided() {
        return decided;
    }

    /** The lock is what makes one of two threads wait for the other; a future would need somebody to be sure to complete it. */
    @Override
    public synchronized List<Table> tables() throws IOException {
        if (tables == null && failure == null) {
            try {
                tables = write();
            } catch (IOException | RuntimeException thrown) {
                failure = thrown;
            } finally {
                decided = true;
            }
        }
        if (tables == null) {
            throw new IOException("Changes for checkpoint " + snapshot + " were not written", failure);
        }
        return tables;
    }

    @Override
    public void release() {
        if (!decided) {
            giveUp();
        }
        drop();
    }

    private synchronized void giveUp() {
        if (tables == null && failure == null) {
            failure = new IOException("The checkpoint was given up");
            decided = true;
        }
    }

    /** One of the two who hold the tables does not need them any more. */
    void drop() {
        if (holders.decrementAndGet() > 0) {
            return;
        }
        try {
            FileUtils.deleteDirectory(folder.toFile());
        } catch (IOException left) {
            LOG.warn("Could not delete {}; it goes with the store", folder, left);
        }
    }

    private List<Table> write() throws IOException {
        Files.createDirectories(folder);
        List<Table> written = new ArrayList<>();
        for (FrozenRows<?> state : states) {
            write(state, written);
        }
        return written;
    }

    private void write(FrozenRows<?> state, List<Table> written) {
        int part = 0;
        try (RowsAhead rows = new RowsAhead(new RowPacker(state, PACKED_BYTES, SORTED_BYTES))) {
            while (rows.hasNext()) {
                written.add(write(rows, state.format().column(), part++));
            }
        }
    }

    private Table write(RowsAhead rows, Column column, int part) {
        Path file = folder.resolve(TableNames.of(snapshot, column.id(), part));
        try (TableWriter table = store.table(file)) {
            boolean inOrder = true;
            while (inOrder && rows.hasNext() && table.bytes() < TABLE_BYTES) {
                inOrder = rows.drainTo(table::row);
            }
            table.finish();
        }
        return new Table(column, file);
    }
}
