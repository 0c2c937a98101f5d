package io.yarnflink.state;

import io.yarnflink.state.cache.CacheBudget;
import io.yarnflink.state.cache.CacheKeys;
import io.yarnflink.state.keyed.BackendBuilder;
import io.yarnflink.state.keyed.BackendSettings;
import io.yarnflink.state.rocksdb.RocksKeys;
import io.yarnflink.state.rocksdb.StoreOptions;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.AbstractManagedMemoryStateBackend;
import org.apache.flink.runtime.state.BackendBuildingException;
import org.apache.flink.runtime.state.ConfigurableStateBackend;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.apache.flink.runtime.state.OperatorStateBackend;
import org.apache.flink.runtime.state.metrics.LatencyTrackingStateConfig;
import org.apache.flink.runtime.state.metrics.SizeTrackingStateConfig;

/**
 * Keyed state in RocksDB on local disks, operator state on the heap. Configured by Flink's keys, see {@link RocksKeys};
 * immutable and thread-safe. Incremental checkpoints unless {@code execution.checkpointing.incremental} says otherwise.
 */
public final class RocksStateBackend extends AbstractManagedMemoryStateBackend implements ConfigurableStateBackend {

    private static final long serialVersionUID = 1L;
    private static final Pattern NOT_FOR_FILES = Pattern.compile("[^a-zA-Z0-9\\-]");
    private static final Pattern BETWEEN_FOLDERS = Pattern.compile("[," + Pattern.quote(File.pathSeparator) + "]");

    /** One per process, as the heap is: backends of whatever jobs share it. */
    private static final CacheBudget CACHES = new CacheBudget();

    private final Configuration configuration;

    /**
     * @param config the job's configuration over the cluster's
     * @throws IllegalConfigurationException if it asks for what is not offered
     */
    public RocksStateBackend(ReadableConfig config) {
        config.getOptional(RocksKeys.OPTIONS_FACTORY).ifPresent(name -> {
            throw new IllegalConfigurationException("Expected no " + RocksKeys.OPTIONS_FACTORY.key() + ", found " + name
                    + ": factories of options are made for Flink's own build of RocksDB. Remove the key; RocksDB is "
                    + "tuned by the other keys that begin with state.backend.rocksdb.");
        });
        this.configuration = Configuration.fromMap(config.toMap());
        latencyTrackingConfigBuilder = LatencyTrackingStateConfig.newBuilder().configure(config);
        sizeTrackingConfigBuilder = SizeTrackingStateConfig.newBuilder().configure(config);
    }

    /** Keys in {@code config} override those this one was made with. */
    @Override
    public RocksStateBackend configure(ReadableConfig config, ClassLoader classLoader) {
        Configuration both = new Configuration(configuration);
        both.addAll(Configuration.fromMap(config.toMap()));
        return new RocksStateBackend(both);
    }

    @Override
    public String getName() {
        return "rocksdb";
    }

    @Override
    public boolean supportsNoClaimRestoreMode() {
        return true;
    }

    @Override
    public boolean supportsSavepointFormat(SavepointFormatType formatType) {
        return true;
    }

    @Override
    public <K> AbstractKeyedStateBackend<K> createKeyedStateBackend(KeyedStateBackendParameters<K> parameters)
            throws IOException {
        Environment environment = parameters.getEnv();
        Path folder = folderFor(parameters);
        SlotMemory memory = SlotMemory.lease(configuration, environment, parameters.getManagedMemoryFraction());
        long cacheBytes = CacheKeys.bytes(configuration);
        BackendSettings settings = new BackendSettings(
                folder,
                new StoreOptions(configuration),
                memory.shared(),
                memory::giveBack,
                configuration.get(RocksKeys.TIMERS) == RocksKeys.Timers.HEAP,
                configuration.get(RocksKeys.TIMERS_CACHED),
                configuration.get(RocksKeys.TRANSFER_THREADS),
                configuration
                        .getOptional(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)
                        .orElse(true),
                cacheBytes == 0 ? null : CACHES.open(cacheBytes));
        var metering = new BackendBuilder.Metering(
                latencyTrackingConfigBuilder
                        .setMetricGroup(parameters.getMetricGroup())
                        .build(),
                sizeTrackingConfigBuilder
                        .setMetricGroup(parameters.getMetricGroup())
                        .build());
        return new BackendBuilder<>(parameters, settings, metering).build();
    }

    @Override
    public OperatorStateBackend createOperatorStateBackend(OperatorStateBackendParameters parameters)
            throws BackendBuildingException {
        return new DefaultOperatorStateBackendBuilder(
                        parameters.getEnv().getUserCodeClassLoader().asClassLoader(),
                        parameters.getEnv().getExecutionConfig(),
                        true,
                        parameters.getStateHandles(),
                        parameters.getCancelStreamRegistry())
                .build();
    }

    private Path folderFor(KeyedStateBackendParameters<?> parameters) {
        String[] folders = configuration
                .getOptional(RocksKeys.LOCAL_FOLDERS)
                .map(BETWEEN_FOLDERS::split)
                .orElseGet(() -> parameters.getEnv().getIOManager().getSpillingDirectoriesPaths());
        // Any of them: neighbours on one machine should not all begin with the first disk.
        String folder = folders[ThreadLocalRandom.current().nextInt(folders.length)].strip();
        String operator =
                NOT_FOR_FILES.matcher(parameters.getOperatorIdentifier()).replaceAll("_");
        return Path.of(folder, "state_" + parameters.getJobID() + "_" + operator + "_" + UUID.randomUUID());
    }
}
