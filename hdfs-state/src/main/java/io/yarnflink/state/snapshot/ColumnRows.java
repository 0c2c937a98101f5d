package io.yarnflink.state.snapshot;

import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.rocksdb.RocksStore;
import org.apache.flink.runtime.state.StateSnapshotTransformer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/** The rows of a column as they were at one moment, without those that have expired. */
final class ColumnRows implements RowSource {

    private static final long READ_AHEAD = 2L * 1024 * 1024;

    private final RocksStore store;
    private final KeyLayout layout;
    private final @Nullable StateSnapshotTransformer<byte[]> transformer;
    private final ReadOptions how;
    private final RocksIterator rows;

    ColumnRows(RocksStore store, CanonicalSnapshot.Part part, Snapshot moment, KeyLayout layout) {
        this.store = store;
        this.layout = layout;
        this.transformer = part.transformer();
        // A savepoint reads everything once: it must not push what the job works with out of the cache.
        this.how = new ReadOptions().setSnapshot(moment).setFillCache(false).setReadaheadSize(READ_AHEAD);
        this.rows = store.iterate(part.column().column(), how);
        rows.seekToFirst();
    }

    @Override
    public @Nullable Row next(int keyGroup) {
        while (rows.isValid()) {
            byte[] key = rows.key();
            if (layout.keyGroupOf(key) != keyGroup) {
                return null;
            }
            byte[] value = transformer == null ? rows.value() : transformer.filterOrTransform(rows.value());
            rows.next();
            if (value != null) {
                return new Row(key, value);
            }
        }
        store.check(rows);
        return null;
    }

    @Override
    public void close() {
        rows.close();
        how.close();
    }
}
