package io.yarnflink.state.changes;

import io.yarnflink.state.rocksdb.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What cells had not written to the store when a snapshot began, as it was then: together with the store's files of that
 * moment, the snapshot. Thread-safe.
 */
public interface Changes {

    /** There are none. */
    Changes NONE = new Changes() {
        @Override
        public List<Table> tables() {
            return List.of();
        }

        @Override
        public void release() {}
    };

    /**
     * A file for {@link io.yarnflink.state.rocksdb.RocksStore#adopt}.
     *
     * @param column the rows' column; the file's name says which it is, see {@link TableNames}
     */
    record Table(Column column, Path file) {}

    /**
     * The rows, sorted in files that stay until {@link #release}. Whoever asks first writes them; others wait for that.
     *
     * @throws IOException if they could not be written; the cells then still have what is in them
     */
    List<Table> tables() throws IOException;

    /** The snapshot has ended, one way or another. */
    void release();
}
