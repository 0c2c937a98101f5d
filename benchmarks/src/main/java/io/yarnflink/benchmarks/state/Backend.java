package io.yarnflink.benchmarks.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.RunnableFuture;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.state.State;
import org.apache.flink.api.common.state.StateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.AbstractKeyedStateBackend;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateBackendParametersImpl;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.StateBackendFactory;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStreamFactory;
import org.apache.flink.runtime.state.ttl.TtlTimeProvider;
import org.apache.flink.util.FileUtils;

/** A backend of this JVM's engine for keys that are numbers, in folders that go when it is closed. */
@SuppressWarnings("try") // backends' close methods throw anything
final class Backend implements AutoCloseable {

    private static final int KEY_GROUPS = 128;
    private static final KeyGroupRange ALL = KeyGroupRange.of(0, KEY_GROUPS - 1);
    private static final int INLINED = 20 * 1024;
    private static final int WRITE_BUFFER = 64 * 1024;

    private final Path folder;
    private final MockEnvironment environment;
    private final AbstractKeyedStateBackend<Long> keyed;
    private long checkpoint;

    private Backend(long bytes, KeyGroupRange range, Collection<KeyedStateHandle> handles) throws Exception {
        Engine engine = Engine.ofThisJvm();
        folder = Files.createTempDirectory("state-benchmark");
        environment = new MockEnvironmentBuilder()
                .setManagedMemorySize(engine.managedBytes(bytes))
                .build();
        Configuration configuration = engine.configuration(bytes, folder.toString());
        ClassLoader classes = Backend.class.getClassLoader();
        StateBackend kind = Class.forName(engine.factory(), true, classes)
                .asSubclass(StateBackendFactory.class)
                .getDeclaredConstructor()
                .newInstance()
                .createFromConfig(configuration, classes);
        keyed = (AbstractKeyedStateBackend<Long>) kind.createKeyedStateBackend(new KeyedStateBackendParametersImpl<>(
                environment,
                new JobID(),
                "benchmark",
                LongSerializer.INSTANCE,
                KEY_GROUPS,
                range,
                environment.getTaskKvStateRegistry(),
                TtlTimeProvider.DEFAULT,
                new UnregisteredMetricsGroup(),
                handles,
                new CloseableRegistry()));
    }

    /** An empty one, with that many bytes of memory. */
    static Backend empty(long bytes) throws Exception {
        return new Backend(bytes, ALL, List.of());
    }

    /** One that begins with what {@code handle} has, or with the first half of its key groups. */
    static Backend restored(long bytes, KeyedStateHandle handle, boolean half) throws Exception {
        return new Backend(bytes, half ? KeyGroupRange.of(0, KEY_GROUPS / 2 - 1) : ALL, List.of(handle));
    }

    <S extends State> S state(StateDescriptor<S, ?> descriptor) throws Exception {
        return keyed.getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, descriptor);
    }

    void select(long key) {
        keyed.setCurrentKey(key);
    }

    /** Selects {@code key} if it is one of those that are kept. */
    boolean selectIfHere(long key) {
        boolean here = keyed.getKeyGroupRange().contains(KeyGroupRangeAssignment.assignToKeyGroup(key, KEY_GROUPS));
        if (here) {
            select(key);
        }
        return here;
    }

    /** Does the synchronous part of a checkpoint; running the result does the rest. */
    RunnableFuture<SnapshotResult<KeyedStateHandle>> beginCheckpoint(Path storage) throws Exception {
        return keyed.snapshot(++checkpoint, 0, storage(storage), CheckpointOptions.forCheckpointWithDefaultLocation());
    }

    /** The last checkpoint is complete: the next may share its files. */
    void completed() throws Exception {
        keyed.notifyCheckpointComplete(checkpoint);
    }

    private static CheckpointStreamFactory storage(Path folder) {
        var path = new org.apache.flink.core.fs.Path(folder.toUri());
        return new FsCheckpointStreamFactory(LocalFileSystem.getSharedInstance(), path, path, INLINED, WRITE_BUFFER);
    }

    @Override
    public void close() throws Exception {
        keyed.close();
        keyed.dispose();
        environment.close();
        FileUtils.deleteDirectory(folder.toFile());
    }
}
