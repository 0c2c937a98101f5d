package io.yarnflink.state;

import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.runtime.state.StateBackendFactory;

/** Makes {@link RocksStateBackend}s for {@code state.backend.type}; Flink loads it by its name. */
public final class RocksStateBackendFactory implements StateBackendFactory<RocksStateBackend> {

    @Override
    public RocksStateBackend createFromConfig(ReadableConfig config, ClassLoader classLoader) {
        return new RocksStateBackend(config);
    }
}
