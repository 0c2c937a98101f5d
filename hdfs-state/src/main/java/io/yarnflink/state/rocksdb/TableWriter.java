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

    private final NativeBytes key = new NativeBytes();
    private final NativeBytes value = new NativeBytes();

    /**
     * Begins {@code file}, in a folder that exists.
     *
     * @param bounded whether the store that adopts it shares memory with others
     */
    TableWriter(Path file, StoreOptions settings, boolean bounded) {
        this.file = file;
        this.storeOptions = settings.forStore(null);
        this.columnOptions = settings.forTable(bounded);
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

    /**
     * Appends a row, or that there is none.
     *
     * @param source has the key's bytes, and after them the value's
     * @param valueLength less than 0 if there is no row
     */
    public void row(byte[] source, int keyStart, int keyLength, int valueLength) {
        try {
            if (valueLength < 0) {
                writer.delete(key.copyOf(source, keyStart, keyLength));
            } else {
                writer.put(
                        key.copyOf(source, keyStart, keyLength),
                        value.copyOf(source, keyStart + keyLength, valueLength));
            }
        } catch (RocksDBException failure) {
            throw failed(failure);
        }
    }

    /** The bytes of the file, but for what is still buffered. */
    public long bytes() {
        try {
            return writer.fileSize();
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
        key.close();
        value.close();
        environment.close();
        options.close();
        columnOptions.close();
        storeOptions.close();
    }
}
