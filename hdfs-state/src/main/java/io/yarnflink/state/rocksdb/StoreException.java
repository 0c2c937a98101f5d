package io.yarnflink.state.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;

/** RocksDB could not do what it was asked. Fails the task; says where, and how much room the disk there has. */
public final class StoreException extends RuntimeException {

    private static final long MEBI = 1024L * 1024L;

    private StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * @param doing what was attempted, as in "write to column 'counts'"
     * @param folder where the store's files are
     */
    static StoreException of(String doing, Path folder, RocksDBException cause) {
        return new StoreException(
                "RocksDB could not " + doing + " in " + folder + " (" + room(folder) + "): " + cause.getMessage(),
                cause);
    }

    private static String room(Path folder) {
        try {
            var disk = Files.getFileStore(folder);
            return disk.getUsableSpace() / MEBI + " MiB of " + disk.getTotalSpace() / MEBI + " MiB free";
        } catch (IOException unknown) {
            return "room on its disk unknown";
        }
    }
}
