package io.yarnflink.state.contract;

import io.yarnflink.state.RocksStateBackend;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.runtime.state.ttl.StateBackendTestContext;
import org.apache.flink.runtime.state.ttl.TtlStateTestBase;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.junit.jupiter.api.io.TempDir;

class FlinkTtlTest extends TtlStateTestBase {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path storage;

    @Override
    protected StateBackendTestContext createStateBackendTestContext(TtlTimeProvider time) {
        return new StateBackendTestContext(time) {
            @Override
            protected StateBackend createStateBackend() {
                try {
                    return new RocksStateBackend(new Variant(true, Variant.TEN_ENTRIES)
                            .configuration(Files.createTempDirectory(storage, "local")));
                } catch (IOException failure) {
                    throw new UncheckedIOException(failure);
                }
            }

            @Override
            protected CheckpointStorage createCheckpointStorage() {
                return new FileSystemCheckpointStorage(storage.toUri().toString());
            }
        };
    }

    /** Files go into a checkpoint as they are; expired rows are left out of savepoints and swept from the store. */
    @Override
    public boolean isSavepoint() {
        return false;
    }

    @Override
    protected boolean incrementalCleanupSupported() {
        return false;
    }
}
