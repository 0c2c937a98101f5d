package io.yarnflink.benchmarks.state;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/** Whose backend is measured. Both have the same bytes: Flink's all of them as managed memory, ours half of it as cache. */
public enum Engine {
    /** Apache Flink's backend. */
    FLINK("org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackendFactory", 0),
    /** Ours. */
    OURS("io.yarnflink.state.RocksStateBackendFactory", 0.5),
    /** Ours without the cache of objects. */
    UNCACHED("io.yarnflink.state.RocksStateBackendFactory", 0);

    /** The property that names an engine. */
    public static final String PROPERTY = "benchmarks.engine";

    private final String factory;
    private final double cached;

    Engine(String factory, double cached) {
        this.factory = factory;
        this.cached = cached;
    }

    /** The one that this JVM measures. */
    static Engine ofThisJvm() {
        return valueOf(System.getProperty(PROPERTY, OURS.name()));
    }

    String factory() {
        return factory;
    }

    long managedBytes(long bytes) {
        return bytes - cacheBytes(bytes);
    }

    /** How many of {@code bytes} are on the heap. */
    public long cacheBytes(long bytes) {
        return (long) (bytes * cached);
    }

    Configuration configuration(long bytes, String folder) {
        Configuration configuration = new Configuration();
        configuration.setString("state.backend.rocksdb.localdir", folder);
        configuration.setString("execution.checkpointing.incremental", "true");
        configuration.setString("yarnflink.state.object-cache.enabled", String.valueOf(cached > 0));
        configuration.setString("yarnflink.state.object-cache.size", new MemorySize(cacheBytes(bytes)).toString());
        return configuration;
    }
}
