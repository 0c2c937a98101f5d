package io.yarnflink.state.keyed;

import io.yarnflink.state.cache.CacheBudget;
import io.yarnflink.state.cache.CacheCounters;
import io.yarnflink.state.cache.CachedCells;
import io.yarnflink.state.cache.Copying;
import io.yarnflink.state.cells.CellFactory;
import io.yarnflink.state.cells.StoredCells;
import io.yarnflink.state.changes.Adoptions;
import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.columns.KeyWriter;
import io.yarnflink.state.expiry.Sweeper;
import io.yarnflink.state.restore.HeapTimers;
import io.yarnflink.state.restore.Restore;
import io.yarnflink.state.restore.RestoreContext;
import io.yarnflink.state.restore.Restored;
import io.yarnflink.state.rocksdb.Batch;
import io.yarnflink.state.rocksdb.RocksStore;
import io.yarnflink.state.snapshot.BackendIdentity;
import io.yarnflink.state.snapshot.FilesSnapshot;
import io.yarnflink.state.snapshot.Uploads;
import io.yarnflink.state.timers.StoredTimers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.runtime.state.AbstractStateBackend;
import org.apache.flink.runtime.state.BackendBuildingException;
import org.apache.flink.runtime.state.InternalKeyContext;
import org.apache.flink.runtime.state.InternalKeyContextImpl;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.StateBackend.KeyedStateBackendParameters;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.heap.HeapPriorityQueueSetFactory;
import org.apache.flink.runtime.state.metrics.LatencyTrackingStateConfig;
import org.apache.flink.runtime.state.metrics.SizeTrackingStateConfig;
import org.apache.flink.util.FileUtils;
import org.apache.flink.util.IOUtils;
import org.apache.flink.util.clock.SystemClock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes one backend: folder, restored store, and everything around it. Used by the task's thread, once. */
public final class BackendBuilder<K> {

    private static final Logger LOG = LoggerFactory.getLogger(BackendBuilder.class);
    private static final int INITIAL_QUEUE_CAPACITY = 128;

    private final KeyedStateBackendParameters<K> task;
    private final BackendSettings settings;
    private final Metering metering;
    private final StateSerializerProvider<K> keySerializer;
    private final KeyLayout layout;
    private final ExecutorService transfers;

    /**
     * What Flink can record of access to state.
     *
     * @param latency how long it takes
     * @param sizes of keys and values
     */
    public record Metering(LatencyTrackingStateConfig latency, SizeTrackingStateConfig sizes) {}

    /** @param settings of this backend; what they hold is given back when the backend is disposed of */
    public BackendBuilder(KeyedStateBackendParameters<K> task, BackendSettings settings, Metering metering) {
        this.task = task;
        this.settings = settings;
        this.metering = metering;
        this.keySerializer = StateSerializerProvider.fromNewRegisteredSerializer(task.getKeySerializer());
        this.layout = KeyLayout.of(task.getKeyGroupRange(), task.getNumberOfKeyGroups());
        this.transfers = TransferThreads.of(settings.transferThreads());
    }

    /**
     * Restores what the task was given and opens the backend.
     *
     * @throws BackendBuildingException if state could not be restored; nothing is left behind
     */
    public RocksKeyedBackend<K> build() throws BackendBuildingException {
        CloseableRegistry cancelled = new CloseableRegistry();
        try {
            Files.createDirectories(settings.folder());
            task.getCancelStreamRegistry().registerCloseable(cancelled);
            HeapPriorityQueueSetFactory heapQueues = settings.timersOnHeap()
                    ? new HeapPriorityQueueSetFactory(layout.range(), layout.keyGroups(), INITIAL_QUEUE_CAPACITY)
                    : null;
            HeapTimers heapTimers = heapQueues == null ? null : new HeapTimers(heapQueues, layout);
            Restored restored = restore(heapTimers, cancelled);
            return assemble(restored, heapQueues, heapTimers);
        } catch (Exception failure) {
            release();
            throw new BackendBuildingException(
                    "Could not restore the keyed state of " + task.getOperatorIdentifier() + ": "
                            + failure.getMessage(),
                    failure);
        } finally {
            if (task.getCancelStreamRegistry().unregisterCloseable(cancelled)) {
                IOUtils.closeQuietly(cancelled);
            }
        }
    }

    private Restored restore(@Nullable HeapTimers heapTimers, CloseableRegistry cancelled) throws Exception {
        RestoreContext<K> context = new RestoreContext<>(
                settings.folder(),
                folder -> RocksStore.open(folder, settings.store(), settings.memory()),
                layout,
                keySerializer,
                task.getEnv().getUserCodeClassLoader().asClassLoader(),
                heapTimers,
                cancelled);
        return Restore.run(context, transfers, task.getStateHandles());
    }

    private RocksKeyedBackend<K> assemble(
            Restored restored, @Nullable HeapPriorityQueueSetFactory heapQueues, @Nullable HeapTimers heapTimers) {
        InternalKeyContext<K> keyContext = new InternalKeyContextImpl<>(layout.range(), layout.keyGroups());
        var identity = new BackendIdentity<>(restored.id(), layout.range(), keySerializer.currentSchemaSerializer());
        LocalRecoveryConfig localRecovery = task.getEnv().getTaskStateManager().createLocalRecoveryConfig();
        Batch timerWrites = new Batch();
        CellFactory<K> cells = cells(restored, keyContext);
        var parts = new BackendParts<>(
                identity,
                restored.columns(),
                layout,
                new KeyWriter<>(identity.keySerializer(), layout, keyContext),
                cells,
                new Sweeper(restored.columns().store(), task.getTtlTimeProvider()),
                heapTimers == null
                        ? new StoredTimers(restored.columns(), layout, timerWrites, settings.timersCached())
                        : null,
                timerWrites,
                heapTimers,
                new FilesSnapshot<>(
                        identity,
                        restored.columns(),
                        cells,
                        restored.uploaded(),
                        new Uploads(transfers),
                        new FilesSnapshot.SnapshotPlace(
                                settings.folder().toFile(), settings.incremental(), localRecovery)),
                restored.uploaded(),
                this::release);
        return new RocksKeyedBackend<>(flinkParts(keyContext), parts, heapQueues);
    }

    private CellFactory<K> cells(Restored restored, InternalKeyContext<K> keyContext) {
        CacheBudget.Share share = settings.cache();
        if (share == null || !Copying.isExact(keySerializer.currentSchemaSerializer())) {
            return new StoredCells<>();
        }
        CacheCounters counters = new CacheCounters(SystemClock.getInstance());
        counters.register(task.getMetricGroup());
        Adoptions adoptions = new Adoptions(restored.uploaded()::renamed);
        return new CachedCells<>(restored.columns().store(), adoptions, share, counters, keyContext);
    }

    private FlinkParts<K> flinkParts(InternalKeyContext<K> keyContext) {
        var execution = task.getEnv().getExecutionConfig();
        return new FlinkParts<>(
                task.getKvStateRegistry(),
                task.getEnv().getUserCodeClassLoader().asClassLoader(),
                execution,
                task.getTtlTimeProvider(),
                metering.latency(),
                metering.sizes(),
                AbstractStateBackend.getCompressionDecorator(execution),
                keyContext,
                new CloseableRegistry());
    }

    private void release() {
        transfers.shutdownNow();
        deleteFolder(settings.folder());
        settings.releaseMemory().run();
        CacheBudget.Share share = settings.cache();
        if (share != null) {
            share.close();
        }
    }

    private static void deleteFolder(Path folder) {
        try {
            FileUtils.deleteDirectory(folder.toFile());
        } catch (IOException failure) {
            LOG.warn("Could not delete {}; it goes with the container", folder, failure);
        }
    }
}
