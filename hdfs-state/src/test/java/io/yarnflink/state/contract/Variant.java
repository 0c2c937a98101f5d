package io.yarnflink.state.contract;

import io.yarnflink.state.cache.CacheKeys;
import io.yarnflink.state.rocksdb.RocksKeys;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * A way to run the backend.
 *
 * @param incremental whether checkpoints share files
 * @param cacheBytes the size of the cache of objects, 0 for none
 */
record Variant(boolean incremental, long cacheBytes) {

    /** Room for about ten entries: what is read has mostly been evicted. */
    static final long TEN_ENTRIES = 3_500;

    private static final long PLENTY = 16L * 1024 * 1024;

    static List<Variant> all() {
        return List.of(
                new Variant(true, 0),
                new Variant(false, PLENTY),
                new Variant(true, PLENTY),
                new Variant(true, TEN_ENTRIES));
    }

    Configuration configuration(Path local) {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, incremental);
        configuration.set(CacheKeys.ENABLED, cacheBytes > 0);
        configuration.set(CacheKeys.SIZE, new MemorySize(cacheBytes));
        configuration.set(RocksKeys.LOCAL_FOLDERS, local.toString());
        return configuration;
    }
}
