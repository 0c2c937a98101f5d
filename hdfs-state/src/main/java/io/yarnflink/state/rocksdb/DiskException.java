package io.yarnflink.state.rocksdb;

import io.yarnflink.runtime.failure.MachineFailure;

/** RocksDB's files could not be read or written: the disk is full or broken. */
public final class DiskException extends StoreException implements MachineFailure {

    private static final long serialVersionUID = 1L;

    DiskException(String message, Throwable cause) {
        super(message, cause);
    }
}
