package io.yarnflink.am.worker;

import io.yarnflink.am.outcome.ApplicationOutcome;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.jobmanager.WorkerProvider;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that talks to the ResourceManager: it registers, heartbeats, and carries out what {@link WorkerPool}
 * decides. It owns the pool and the {@link ContainerCluster}; every public method only leaves a message for it.
 *
 * <p>Order of calls: {@link #open}, {@link #register}, then targets and releases as they come, at last {@link #end}.
 * Targets that come earlier are kept.
 */
public final class WorkerLoop implements WorkerProvider {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerLoop.class);
    private static final Duration INHERITANCE_PATIENCE = Duration.ofSeconds(30);

    private final ContainerCluster cluster;
    private final HeartbeatPace pace;
    private final Clock clock;
    private final WorkerPool pool;
    private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
    private final CompletableFuture<Void> registration = new CompletableFuture<>();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;

    // Owned by the thread.
    private @Nullable WorkerListener listener;
    private final Losses losses = new Losses();
    private final DueStops stops = new DueStops();
    private final DueStops inheritance = new DueStops(INHERITANCE_PATIENCE);
    private final TroubledNodes nodes;
    /** Where the containers that YARN has not reported as ended are. */
    private final Map<WorkerId, String> hosts = new HashMap<>();

    private Stage stage = Stage.PREPARING;
    private int lastAsk;
    private long nextHeartbeat;
    private long missingSince = -1;
    private long refusedSince = -1;

    private enum Stage {
        PREPARING,
        REGISTERED,
        /** Disowned or never registered: nothing more to say to the ResourceManager. */
        CUT_OFF,
        ENDED
    }

    /**
     * @param startFailureLimit after how many TaskManagers in a row that did not come up no more are asked for
     * @param nodePolicy which nodes are avoided
     */
    public WorkerLoop(
            ContainerCluster cluster, HeartbeatPace pace, int startFailureLimit, NodePolicy nodePolicy, Clock clock) {
        this.cluster = cluster;
        this.pace = pace;
        this.clock = clock;
        this.pool = new WorkerPool(startFailureLimit);
        this.nodes = new TroubledNodes(nodePolicy);
        this.thread = new Thread(this::run, "resource-manager");
        this.thread.setDaemon(true);
    }

    /** Starts the thread and lets it prepare what does not need the ApplicationMaster's address. */
    public void open() {
        inbox.add(() -> attempt(cluster::open));
        thread.start();
    }

    /**
     * Registers with the ResourceManager.
     *
     * @param address where the ApplicationMaster is reached
     * @return completes when the registration is done
     */
    public CompletableFuture<Void> register(InetSocketAddress address, WorkerListener workers) {
        inbox.add(() -> {
            listener = workers;
            attempt(() -> registerNow(address));
        });
        return registration;
    }

    @Override
    public void setTarget(int workers) {
        inbox.add(() -> {
            LOG.info("{} TaskManagers wanted", workers);
            pool.targetChanged(workers);
        });
    }

    @Override
    public void release(WorkerId worker, String reason) {
        inbox.add(() -> carryOut(pool.release(worker, reason)));
    }

    @Override
    public void registered(WorkerId worker) {
        inbox.add(() -> pool.registered(worker));
    }

    /** The application is about to end: containers that go are not replaced, whatever is said later. */
    public void askForNoMore() {
        inbox.add(pool::giveUp);
    }

    /**
     * Asks what YARN has to say of the ends of lost containers that {@code text} mentions. The JobManager notices a loss
     * long before YARN tells its reason.
     *
     * @return completes with one line for each, when all have been told; maybe never
     */
    public CompletableFuture<String> explain(String text) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        inbox.add(() -> {
            losses.ask(text, answer);
            losses.answer(pool.unexplained());
            nextHeartbeat = clock.monotonicMillis();
        });
        return answer;
    }

    /**
     * Ends the processes of all containers, unregisters, and stops the thread.
     *
     * @return completes when the ResourceManager knows; exceptionally if it could not be told
     */
    public CompletableFuture<Void> end(ApplicationOutcome outcome) {
        inbox.add(() -> unregister(outcome));
        return end;
    }

    private void run() {
        while (stage != Stage.ENDED) {
            try {
                Runnable message = nextMessage();
                while (message != null) {
                    message.run();
                    message = stage == Stage.ENDED ? null : inbox.poll();
                }
                if (stage == Stage.REGISTERED) {
                    stops.take(clock.monotonicMillis()).forEach(this::stop);
                    giveUpTheUnregistered();
                }
                if (stage == Stage.REGISTERED && heartbeatIsDue()) {
                    heartbeat();
                }
            } catch (InterruptedException e) {
                LOG.debug("Interrupted; the next message decides whether to go on", e);
            } catch (RuntimeException | Error e) {
                LOG.error("Handling what the ResourceManager said has failed", e);
                carryOut(pool.unavailable("the thread that talks to the ResourceManager failed: " + e));
            }
        }
        cluster.close();
    }

    private @Nullable Runnable nextMessage() throws InterruptedException {
        if (stage != Stage.REGISTERED) {
            return inbox.take();
        }
        long wait = stops.next(nextHeartbeat) - clock.monotonicMillis();
        return wait <= 0 ? inbox.poll() : inbox.poll(wait, TimeUnit.MILLISECONDS);
    }

    /** A new wish goes out at once; repeating the old one can wait. */
    private boolean heartbeatIsDue() {
        return pool.outstanding() != lastAsk || clock.monotonicMillis() >= nextHeartbeat;
    }

    private void heartbeat() {
        int ask = pool.outstanding();
        try {
            ContainerCluster.Heartbeat answer = cluster.heartbeat(ask);
            lastAsk = ask;
            refusedSince = -1;
            for (ContainerCluster.Allocation allocation : answer.allocated()) {
                LOG.info("Container {} allocated on {}", allocation.worker(), allocation.host());
                hosts.put(allocation.worker(), allocation.host());
                nodes.seen(allocation.host(), allocation.port());
                carryOut(pool.allocated(allocation.worker()));
            }
            for (ContainerCluster.Completion completion : answer.completed()) {
                LOG.info(
                        "Container {} ended: {}",
                        completion.worker(),
                        completion.end().reason());
                stops.remove(completion.worker());
                losses.explained(completion.worker(), completion.end().reason());
                carryOut(pool.completed(completion.worker(), completion.end()));
                hosts.remove(completion.worker());
            }
            avoidTroubledNodes(answer.nodes());
        } catch (ApplicationDisownedException e) {
            LOG.error("The ResourceManager wants nothing more of this ApplicationMaster", e);
            cutOff(String.valueOf(e.getMessage()));
        } catch (ContainersRefusedException e) {
            LOG.warn("The ResourceManager refuses the containers that are wanted", e);
            lastAsk = ask;
            refused(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            LOG.warn("A heartbeat to the ResourceManager failed; the next one follows", e);
            lastAsk = ask;
        } finally {
            losses.answer(pool.unexplained());
            schedule();
        }
    }

    /** It may pass, as while somebody changes queues or labels; but not if it lasts. */
    private void refused(String reason) {
        long now = clock.monotonicMillis();
        refusedSince = refusedSince < 0 ? now : refusedSince;
        if (now - refusedSince >= pace.patience().toMillis()) {
            carryOut(pool.unavailable("YARN refuses containers as TaskManagers need them: " + reason));
        }
    }

    private void avoidTroubledNodes(int clusterNodes) {
        long now = clock.monotonicMillis();
        if (missingSince >= 0 && now - missingSince > pace.patience().toMillis()) {
            nodes.trustAll();
        }
        TroubledNodes.Change change = nodes.update(clusterNodes, now);
        if (!change.isEmpty()) {
            LOG.info("Nodes avoided from now on: {}; trusted again: {}", change.avoid(), change.trustAgain());
            cluster.avoid(change.avoid(), change.trustAgain());
        }
    }

    private void schedule() {
        long now = clock.monotonicMillis();
        if (pool.outstanding() == 0 && !losses.asked()) {
            missingSince = -1;
        } else if (missingSince < 0) {
            missingSince = now;
        }
        long missing = missingSince < 0 ? -1 : now - missingSince;
        nextHeartbeat = now + pace.pause(missing).toMillis();
    }

    private void carryOut(List<WorkerAction> actions) {
        for (WorkerAction action : actions) {
            carryOut(action);
        }
    }

    private void carryOut(WorkerAction action) {
        if (action instanceof WorkerAction.Start start) {
            cluster.start(start.worker(), new StartAnswers());
        } else if (action instanceof WorkerAction.Stop stop) {
            stops.add(stop.worker(), clock.monotonicMillis());
        } else if (action instanceof WorkerAction.Release release) {
            LOG.info("Container {} released: {}", release.worker(), release.reason());
            cluster.release(release.worker());
        } else if (action instanceof WorkerAction.BlameNode blame) {
            String host = hosts.get(blame.worker());
            if (host != null) {
                nodes.failed(host, clock.monotonicMillis());
            }
        } else if (listener != null) {
            report(listener, action);
        }
    }

    private void stop(WorkerId worker) {
        cluster.stop(worker, () -> inbox.add(() -> carryOut(pool.stopFailed(worker))));
    }

    private static void report(WorkerListener listener, WorkerAction action) {
        if (action instanceof WorkerAction.ReportAllocated allocated) {
            listener.allocated(allocated.worker());
        } else if (action instanceof WorkerAction.ReportEnded ended) {
            listener.ended(ended.worker(), ended.reason());
        } else if (action instanceof WorkerAction.ReportUnavailable unavailable) {
            listener.unavailable(unavailable.reason());
        }
    }

    private void registerNow(InetSocketAddress address) throws IOException {
        Optional<String> misfit = cluster.register(address);
        stage = Stage.REGISTERED;
        LOG.info("ApplicationMaster registered");
        cluster.inherited().forEach(this::inherit);
        registration.complete(null);
        misfit.ifPresent(reason -> carryOut(pool.unavailable(reason)));
    }

    private void inherit(ContainerCluster.Allocation container) {
        LOG.info("Container {} on {} is left from an earlier attempt", container.worker(), container.host());
        hosts.put(container.worker(), container.host());
        nodes.seen(container.host(), container.port());
        pool.inherited(container.worker());
        inheritance.add(container.worker(), clock.monotonicMillis());
    }

    /** TaskManagers that did not come over to this attempt are replaced. */
    private void giveUpTheUnregistered() {
        for (WorkerId worker : inheritance.take(clock.monotonicMillis())) {
            if (pool.isAwaited(worker)) {
                carryOut(pool.release(worker, "it has not registered with this attempt"));
            }
        }
    }

    private void unregister(ApplicationOutcome outcome) {
        boolean mayUnregister = stage == Stage.REGISTERED;
        stage = Stage.ENDED;
        try {
            pool.present().forEach(worker -> cluster.stop(worker, () -> {}));
            if (mayUnregister) {
                cluster.unregister(outcome);
                LOG.info("ApplicationMaster unregistered: {}", outcome.phase());
            }
            end.complete(null);
        } catch (IOException | RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    private void cutOff(String reason) {
        stage = Stage.CUT_OFF;
        registration.completeExceptionally(new IOException(reason));
        if (listener != null) {
            listener.disowned(reason);
        }
    }

    private void attempt(ClusterCall call) {
        if (stage != Stage.PREPARING) {
            return;
        }
        try {
            call.run();
        } catch (IOException | RuntimeException e) {
            LOG.error("The ApplicationMaster could not register", e);
            stage = Stage.CUT_OFF;
            registration.completeExceptionally(e);
        }
    }

    private interface ClusterCall {
        void run() throws IOException;
    }

    /** Brings a NodeManager's answer back to the loop's thread. */
    private final class StartAnswers implements ContainerCluster.StartListener {

        @Override
        public void started(WorkerId worker) {
            inbox.add(() -> carryOut(pool.started(worker)));
        }

        @Override
        public void failed(WorkerId worker, String reason) {
            inbox.add(() -> carryOut(pool.startFailed(worker, reason)));
        }
    }
}
