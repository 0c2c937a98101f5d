package io.yarnflink.launcher.sweep;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.cache.CacheEntries;
import io.yarnflink.launcher.history.EndedLogs;
import io.yarnflink.launcher.naming.NameClaims;
import io.yarnflink.launcher.registry.ApplicationFiles;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.yarn.Fate;
import io.yarnflink.launcher.yarn.ResourceManager;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sweeps while the client does something else, and lets it wait a little before it exits. A failed sweep is nobody's
 * failure: the next client sweeps again. Thread-safe; sweeps once however often it is started.
 */
public final class BackgroundSweep {

    private static final Logger LOG = LoggerFactory.getLogger(BackgroundSweep.class);

    private final ClusterConnection cluster;
    private final AtomicBoolean started = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile boolean stopping;

    /** Prepares a sweep of one cluster. */
    public BackgroundSweep(ClusterConnection cluster) {
        this.cluster = cluster;
    }

    /** Begins to sweep, unless this has been called before. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            cluster.calls().inBackground(this::run);
        }
    }

    private void run() {
        try {
            sweep();
        } catch (IOException | YarnException | LauncherException e) {
            LOG.info("What ended applications left could not be swept; the next client will", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    /** Waits for a sweep that has begun; after the given time asks it to stop at the next safe point, and waits on. */
    public void finish(Duration patience) throws InterruptedException {
        if (started.get() && !ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            stopping = true;
            var unused = ended.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() throws IOException, YarnException, LauncherException, InterruptedException {
        ResourceManager manager = cluster.resourceManager();
        ClusterConnection.Storage storage = cluster.storage();
        Set<AppId> live = manager.list(false).stream()
                .map(report -> report.summary().id())
                .collect(Collectors.toCollection(HashSet::new));
        Sweep sweep = new Sweep(
                cluster.settings().clusterName(),
                new Sweep.Swept(
                        new ApplicationFiles(storage.fileSystem(), storage.layout()),
                        new NameClaims(storage.fileSystem(), storage.layout()),
                        new CacheEntries(storage.fileSystem(), storage.layout())),
                id -> live.contains(id) ? Fate.LIVE : manager.fate(id),
                new SweepDecisions(cluster.options().cacheRetention()),
                cluster.clock(),
                () -> stopping);
        sweep.run();
        new EndedLogs(storage.fileSystem(), storage.layout()).sweep(manager, () -> stopping);
    }
}
