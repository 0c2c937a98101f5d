package io.yarnflink.runtime.exchange;

import io.yarnflink.runtime.deployment.InputDeployment;
import io.yarnflink.runtime.deployment.OutputDeployment;
import io.yarnflink.runtime.security.InternalTls;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.deployment.InputGateDeploymentDescriptor;
import org.apache.flink.runtime.deployment.ResultPartitionDeploymentDescriptor;
import org.apache.flink.runtime.io.network.NettyShuffleEnvironment;
import org.apache.flink.runtime.io.network.NettyShuffleServiceFactory;
import org.apache.flink.runtime.io.network.TaskEventDispatcher;
import org.apache.flink.runtime.io.network.partition.ResultPartition;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.shuffle.ShuffleEnvironmentContext;
import org.apache.flink.runtime.shuffle.ShuffleIOOwnerContext;
import org.apache.flink.runtime.taskmanager.InputGateWithMetrics;
import org.apache.flink.util.concurrent.ScheduledExecutorServiceAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Data exchange over Flink's Netty shuffle. Mutual TLS with the application's certificate unless switched off. */
public final class NettyDataExchange implements DataExchange {

    private static final Logger LOG = LoggerFactory.getLogger(NettyDataExchange.class);

    private final NettyShuffleEnvironment shuffle;
    private final TaskEventDispatcher events;
    private final ShuffleDescriptors descriptors;
    private final Executor executor;
    private final int port;

    private NettyDataExchange(
            NettyShuffleEnvironment shuffle,
            TaskEventDispatcher events,
            ShuffleDescriptors descriptors,
            Executor executor,
            int port) {
        this.shuffle = shuffle;
        this.events = events;
        this.descriptors = descriptors;
        this.executor = executor;
        this.port = port;
    }

    /**
     * Reserves the memory, binds the address and listens. Blocks while it does so.
     *
     * @param executor for callbacks that may block shortly
     * @param timer for timeouts of partition requests
     * @throws IOException if the address cannot be bound
     */
    public static NettyDataExchange open(DataExchangeOptions options, Executor executor, ScheduledExecutorService timer)
            throws IOException {
        Configuration configuration = new Configuration(options.configuration());
        configuration.set(
                CoreOptions.TMP_DIRS,
                options.temporaryDirectories().stream()
                        .map(Path::toString)
                        .collect(Collectors.joining(File.pathSeparator)));
        BlockingShuffle.decide(configuration, options.memory(), options.slots());
        TaskEventDispatcher events = new TaskEventDispatcher();
        InternalTls tls = InternalTls.of(options.identity());
        Optional<Path> keyStore = configureTls(options, tls, configuration);
        try {
            ShuffleEnvironmentContext context = context(options, configuration, events, executor, timer);
            NettyShuffleEnvironment shuffle = keyStore.isPresent()
                    ? GuardedListener.createShuffle(context, tls)
                    : new NettyShuffleServiceFactory().createShuffleEnvironment(context);
            return new NettyDataExchange(
                    shuffle, events, new ShuffleDescriptors(options.worker()), executor, start(shuffle));
        } finally {
            // Read once, when the client is made.
            if (keyStore.isPresent()) {
                Files.deleteIfExists(keyStore.get());
            }
        }
    }

    private static int start(NettyShuffleEnvironment shuffle) throws IOException {
        try {
            return shuffle.start();
        } catch (IOException e) {
            shuffle.close();
            throw e;
        }
    }

    /** Writes the file with the key store, and tells where it is; empty where TLS is off. */
    private static Optional<Path> configureTls(
            DataExchangeOptions options, InternalTls tls, Configuration configuration) throws IOException {
        if (!configuration.get(NettyShuffleEnvironmentOptions.DATA_SSL_ENABLED)) {
            LOG.warn(
                    "{} is false: records travel between TaskManagers unencrypted, and whoever reaches {} can ask for"
                            + " them",
                    NettyShuffleEnvironmentOptions.DATA_SSL_ENABLED.key(),
                    options.address());
            return Optional.empty();
        }
        Path keyStore = tls.writeKeyStore(options.temporaryDirectories().get(0));
        tls.flinkConfiguration(keyStore).forEach(configuration::setString);
        return Optional.of(keyStore);
    }

    private static ShuffleEnvironmentContext context(
            DataExchangeOptions options,
            Configuration configuration,
            TaskEventDispatcher events,
            Executor executor,
            ScheduledExecutorService timer) {
        return new ShuffleEnvironmentContext(
                configuration,
                new ResourceID(options.worker().value()),
                options.memory(),
                false,
                options.address(),
                options.slots(),
                options.temporaryDirectories().stream().map(Path::toString).toArray(String[]::new),
                events,
                new UnregisteredMetricsGroup(),
                executor,
                new ScheduledExecutorServiceAdapter(timer));
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public AttemptChannels createChannels(
            ChannelOwner owner, List<OutputDeployment> outputs, List<InputDeployment> inputs) throws IOException {
        List<ResultPartitionDeploymentDescriptor> partitions = new ArrayList<>(outputs.size());
        for (OutputDeployment output : outputs) {
            partitions.add(descriptors.output(output));
        }
        List<InputGateDeploymentDescriptor> gates = new ArrayList<>(inputs.size());
        for (InputDeployment input : inputs) {
            gates.add(descriptors.input(input));
        }
        ShuffleIOOwnerContext context =
                shuffle.createShuffleIOOwnerContext(owner.name(), owner.attempt(), owner.metrics());
        List<ResultPartition> writers = shuffle.createResultPartitionWriters(context, partitions);
        List<InputGateWithMetrics> readers =
                shuffle.createInputGates(context, new ProducerStateQueries(owner, executor), gates).stream()
                        .map(gate ->
                                new InputGateWithMetrics(gate, owner.metrics().getNumBytesInCounter()))
                        .toList();
        return new AttemptChannels(writers, readers, events);
    }

    @Override
    public void release(Collection<ResultPartitionID> partitions) {
        if (!partitions.isEmpty()) {
            shuffle.releasePartitionsLocally(partitions);
        }
    }

    @Override
    public Usage usage() {
        return new Usage(
                shuffle.getNetworkBufferPool().getTotalNumberOfMemorySegments(),
                shuffle.getNetworkBufferPool().getNumberOfAvailableMemorySegments(),
                shuffle.getPartitionsOccupyingLocalResources().size());
    }

    @Override
    public void close() {
        shuffle.close();
    }
}
