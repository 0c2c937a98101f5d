package io.yarnflink.state.contract;

import io.yarnflink.state.RocksStateBackend;
import java.nio.file.Files;
import java.util.List;
import org.apache.flink.runtime.state.CheckpointStorage;
import org.apache.flink.runtime.state.StateBackendMigrationTestBase;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.testutils.junit.extensions.parameterized.Parameter;
import org.apache.flink.testutils.junit.extensions.parameterized.ParameterizedTestExtension;
import org.apache.flink.testutils.junit.extensions.parameterized.Parameters;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ParameterizedTestExtension.class)
class FlinkMigrationTest extends StateBackendMigrationTestBase<RocksStateBackend> {

    @Parameter
    @SuppressWarnings("NullAway.Init")
    public Variant variant;

    @Parameters(name = "{0}")
    static List<Variant> variants() {
        return Variant.all();
    }

    @Override
    protected RocksStateBackend getStateBackend() throws Exception {
        return new RocksStateBackend(variant.configuration(Files.createTempDirectory(tempFolder, "local")));
    }

    @Override
    protected CheckpointStorage getCheckpointStorage() {
        return new FileSystemCheckpointStorage(
                tempFolder.resolve("checkpoints").toUri().toString());
    }
}
