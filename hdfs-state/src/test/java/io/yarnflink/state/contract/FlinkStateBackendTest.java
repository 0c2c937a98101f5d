package io.yarnflink.state.contract;

import io.yarnflink.state.RocksStateBackend;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.ConfigurableStateBackend;
import org.apache.flink.runtime.state.StateBackendTestBase;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.testutils.junit.extensions.parameterized.Parameter;
import org.apache.flink.testutils.junit.extensions.parameterized.ParameterizedTestExtension;
import org.apache.flink.testutils.junit.extensions.parameterized.Parameters;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(ParameterizedTestExtension.class)
class FlinkStateBackendTest extends StateBackendTestBase<RocksStateBackend> {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path storage;

    @Parameter
    @SuppressWarnings("NullAway.Init")
    public Variant variant;

    @Parameters(name = "{0}")
    static List<Variant> variants() {
        return Variant.all();
    }

    @Override
    protected ConfigurableStateBackend getStateBackend() throws IOException {
        return new RocksStateBackend(variant.configuration(Files.createTempDirectory(storage, "local")));
    }

    @Override
    protected CheckpointStorage getCheckpointStorage() {
        return new FileSystemCheckpointStorage(storage.toUri().toString());
    }

    @Override
    protected boolean isSerializerPresenceRequiredOnRestore() {
        return false;
    }

    @Override
    protected boolean supportsAsynchronousSnapshots() {
        return true;
    }

    @Override
    protected boolean isSafeToReuseKVState() {
        return true;
    }
}
