package io.yarnflink.state.rocksdb;

import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;

/**
 * A named column of a store, closed with it.
 *
 * @param name its name in the store
 * @param id its number inside batches of writes
 * @param handle RocksDB's handle
 * @param options what it was opened with; RocksDB wants them to outlive the column
 */
public record Column(String name, int id, ColumnFamilyHandle handle, ColumnFamilyOptions options) {

    static Column of(String name, ColumnFamilyHandle handle, ColumnFamilyOptions options) {
        return new Column(name, handle.getID(), handle, options);
    }

    void close() {
        handle.close();
        options.close();
    }
}
