package io.yarnflink.state.rocksdb;

import org.rocksdb.ExportImportFilesMetaData;

/**
 * The files of one column, in a folder of their own, for {@link RocksStore#column(String, java.util.List)} of another store. They outlive
 * the store that they come from.
 */
public final class ColumnFiles implements AutoCloseable {

    private final ExportImportFilesMetaData files;

    ColumnFiles(ExportImportFilesMetaData files) {
        this.files = files;
    }

    ExportImportFilesMetaData files() {
        return files;
    }

    /** Forgets what they are; deletes nothing. */
    @Override
    public void close() {
        files.close();
    }
}
