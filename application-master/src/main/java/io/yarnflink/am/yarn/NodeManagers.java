package io.yarnflink.am.yarn;

import io.yarnflink.am.outcome.Diagnostics;
import io.yarnflink.am.worker.ContainerCluster.StartListener;
import io.yarnflink.runtime.application.WorkerId;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.client.api.NMClient;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts and stops containers on their nodes, several at a time. Called by one thread; the calls run on a few of its own. */
final class NodeManagers {

    private static final Logger LOG = LoggerFactory.getLogger(NodeManagers.class);
    private static final int PARALLEL_CALLS = 16;
    private static final long STOP_PATIENCE_MILLIS = 3_000;

    private final NMClient client = NMClient.createNMClient();
    private final Collection<CompletableFuture<Void>> stopping = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newFixedThreadPool(PARALLEL_CALLS, task -> {
        Thread thread = new Thread(task, "node-manager-call");
        thread.setDaemon(true);
        return thread;
    });

    /** Prepares the client on a thread of its own, ahead of the first container. */
    NodeManagers(Configuration configuration) {
        // Containers outlive neither the application nor our wish for them; nothing else is to stop them.
        client.cleanupRunningContainersOnStop(false);
        client.init(configuration);
        client.start();
    }

    void start(Container container, ContainerLaunchContext context, StartListener listener) {
        WorkerId worker = new WorkerId(container.getId().toString());
        String host = container.getNodeId().getHost();
        threads.execute(() -> {
            try {
                client.startContainer(container, context);
                LOG.info("Container {} started on {}", worker, host);
                listener.started(worker);
            } catch (YarnException | IOException | RuntimeException e) {
                LOG.warn("Container {} could not be started on {}", worker, host, e);
                listener.failed(
                        worker, "the NodeManager on " + host + " did not start it: " + Diagnostics.rootCause(e));
            }
        });
    }

    void stop(Container container, Runnable onFailure) {
        stopping.removeIf(CompletableFuture::isDone);
        stopping.add(CompletableFuture.runAsync(
                () -> {
                    try {
                        client.stopContainer(container.getId(), container.getNodeId());
                    } catch (YarnException | IOException | RuntimeException e) {
                        LOG.debug("Container {} could not be stopped", container.getId(), e);
                        onFailure.run();
                    }
                },
                threads));
    }

    /** Waits, not for long, until the NodeManagers have heard of all that is to be stopped. */
    void awaitStops() {
        CompletableFuture<Void> all = CompletableFuture.allOf(stopping.toArray(CompletableFuture[]::new));
        try {
            all.get(STOP_PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.info("Not every NodeManager has answered; the ResourceManager ends the containers that are left");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        threads.shutdownNow();
        client.stop();
    }
}
