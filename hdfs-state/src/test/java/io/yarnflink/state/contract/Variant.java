package io.yarnflink.state.contract;

import io.yarnflink.state.rocksdb.RocksKeys;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;

/**
 * A way to run the backend.
 *
 * @param incremental whether checkpoints share files
 */
record Variant(boolean incremental) {

    static List<Variant> all() {
        return List.of(new Variant(true), new Variant(false));
    }

    Configuration configuration(Path local) {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, incremental);
        configuration.set(RocksKeys.LOCAL_FOLDERS, local.toString());
        return configuration;
    }
}
