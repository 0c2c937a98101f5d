package io.yarnflink.state.rocksdb;

import java.nio.file.Path;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Writes a file of rows that a store can adopt, without a store. Keys must come in ascending order of their unsigned bytes,
 * each once. Belongs to one thread, which may be any.
 */
public final class TableWriter implements AutoCloseable {

    private final Path file;
    private final DBOptions storeOptions;
    private final ColumnFamilyOptions columnOptions;
    private final Options options;
    private final EnvOptions environment;
    private final SstFileWriter writer;

    /** Begins {@code file}, in a folder that exists. */
    TableWriter(Path file, StoreOptions settings) {
        this.file = file;
        this.storeOptions = settings.forStore(null);
        this.columnOptions = settings.forColumn(null);
        this.options = new Options(storeOptions, columnOptions);
        this.environment = new EnvOptions();
        this.writer = new SstFileWriter(environment, options);
        try {
            writer.open(file.toString());
        } catch (RocksDBException failure) {
            close();
            throw failed(failure);
        }
    }

    /** Appends a row. */
    public void put(byte[] key, byte[] value) {
        try {
            writer.put(key, value);
        } catch (RocksDBException failure) {
            throw failed(failure);
        }
    }

    /** Appends that there is no row. */
    public void delete(byte[] key) {
        try {
            writer.delete(key);
        } catch (RocksDBException failure) {
            throw failed(failure);
        }
    }

    /** Completes the file, which must have a row. */
    public void finish() {
        try {
            writer.finish();
        } catch (RocksDBException failure) {
            throw failed(failure);
        }
    }

    private StoreException failed(RocksDBException failure) {
        return StoreException.of("write rows to a file", file, failure);
    }

    @Override
    public void close() {
        writer.close();
        environment.close();
        options.close();
        columnOptions.close();
        storeOptions.close();
    }
}
