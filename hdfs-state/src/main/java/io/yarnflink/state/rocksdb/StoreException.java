package io.yarnflink.state.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/**
 * RocksDB could not do what it was asked. Fails the task; says where, and how much room the disk there has. If it was the disk,
 * it is a {@link DiskException}.
 */
public class StoreException extends RuntimeException {

    private static final long MEBI = 1024L * 1024L;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * @param doing what was attempted, as in "write to column 'counts'"
     * @param folder where the store's files are
     */
    static StoreException of(String doing, Path folder, RocksDBException cause) {
        String message =
                "RocksDB could not " + doing + " in " + folder + " (" + room(folder) + "): " + cause.getMessage();
        Status status = cause.getStatus();
        boolean disk = status != null && status.getCode() == Status.Code.IOError;
        return disk ? new DiskException(message, cause) : new StoreException(message, cause);
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
