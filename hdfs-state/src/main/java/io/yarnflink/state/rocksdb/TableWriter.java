package io.yarnflink.state.rocksdb;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
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

    private static final int INITIAL_BYTES = 256;

    private final Path file;
    private final DBOptions storeOptions;
    private final ColumnFamilyOptions columnOptions;
    private final Options options;
    private final EnvOptions environment;
    private final SstFileWriter writer;

    // Native code reads them where they are; of arrays it would make copies, which cost more than the row.
    private ByteBuffer key = ByteBuffer.allocateDirect(INITIAL_BYTES);
    private ByteBuffer value = ByteBuffer.allocateDirect(INITIAL_BYTES);

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

    /**
     * Appends a row, or that there is none.
     *
     * @param source has the key's bytes, and after them the value's
     * @param valueLength less than 0 if there is no row
     */
    public void row(byte[] source, int keyStart, int keyLength, int valueLength) {
        try {
            if (valueLength < 0) {
                writer.delete(Arrays.copyOfRange(source, keyStart, keyStart + keyLength));
            } else {
                key = filled(key, source, keyStart, keyLength);
                value = filled(value, source, keyStart + keyLength, valueLength);
                writer.put(key, value);
            }
        } catch (RocksDBException failure) {
            throw failed(failure);
        }
    }

    private static ByteBuffer filled(ByteBuffer buffer, byte[] source, int from, int length) {
        ByteBuffer room = buffer.capacity() < length ? ByteBuffer.allocateDirect(2 * length) : buffer;
        return room.clear().put(source, from, length).flip();
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
