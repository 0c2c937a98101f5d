package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.artifact.ArtifactStore;
import io.yarnflink.runtime.artifact.StoredArtifacts;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.control.ControlServer;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.coordination.JobCoordinators;
import io.yarnflink.runtime.deployment.DeploymentBuilder;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.TopologyBuilder;
import io.yarnflink.runtime.job.CoreOptions;
import io.yarnflink.runtime.job.Incarnation;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.JobManagerCore;
import io.yarnflink.runtime.job.RestartPolicy;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.log.LoggedJob;
import io.yarnflink.runtime.program.JobSubmitter;
import io.yarnflink.runtime.program.SubmittedJob;
import io.yarnflink.runtime.snapshot.JobCheckpoints;
import io.yarnflink.runtime.snapshot.RestoreException;
import io.yarnflink.runtime.succession.JobRecord;
import io.yarnflink.runtime.succession.Succession;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JobManager of one application. All methods are thread-safe and, {@link #start} and {@link #close} apart, return at
 * once: they hand an event to the event loop, which owns everything.
 */
public final class JobManager implements JobSubmitter, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobManager.class);
    private static final int IO_THREADS = 4;

    private final JobManagerOptions options;
    private final Clock clock = Clock.system();
    private final EventLoop loop = new EventLoop("jobmanager");
    private final CompletableFuture<Void> cancelRequested = new CompletableFuture<>();

    /** Written by the event loop, never emptied; read by any thread. */
    private final Map<JobID, RunningJob> jobs = new ConcurrentHashMap<>();

    private final ExecutorService io = Executors.newFixedThreadPool(IO_THREADS, work -> {
        Thread created = new Thread(work, "jobmanager-io");
        created.setDaemon(true);
        return created;
    });

    private final JobManagerParts parts;
    private final JobManagerCore core;
    private final Savepoints savepoints;
    private final ActionRunner actions;
    private final ControlServer server;
    private final Succession succession;

    /** Written and read by the event loop. */
    private ApplicationPhase phase = ApplicationPhase.RUNNING;

    /** Written and read by the event loop. */
    private Optional<String> failure = Optional.empty();

    /** Written by the event loop after each event; read by any thread. */
    private volatile ApplicationStatus status =
            new ApplicationStatus(ApplicationPhase.RUNNING, 0, 0, List.of(), Optional.empty());

    private JobManager(JobManagerOptions options, WorkerProvider provider, Function<InetSocketAddress, Succession> heir)
            throws IOException {
        this.options = options;
        CoreOptions settings = CoreSettings.options(options.configuration());
        this.core = new JobManagerCore(settings);
        WorkerConnections connections = new WorkerConnections();
        this.parts = new JobManagerParts(
                loop,
                provider,
                connections,
                new PendingEvents(loop, connections),
                new Watchers(loop, this::status),
                new ArtifactStore(options.temporaryFolder()),
                JobManagerMetrics.open(options.metrics(), options.advertisedHost(), this::status, this::checkpoints),
                io);
        this.savepoints = new Savepoints(loop, jobs, core::views, this::handle);
        this.actions = new ActionRunner(
                parts, jobs, savepoints, settings.heartbeatInterval().toMillis(), this::handle);
        Conversation conversation = new Conversation(parts, core, jobs, new ClientDesk(this), this::handle);
        this.server = ControlServer.start(options.bindAddress(), options.identity(), options.epoch(), conversation);
        this.succession = heir.apply(address());
    }

    /**
     * Starts a JobManager. Returns when TaskManagers and clients can connect.
     *
     * @throws IOException if the control server cannot listen
     */
    public static JobManager start(JobManagerOptions options, WorkerProvider provider) throws IOException {
        return start(options, provider, address -> Succession.NONE);
    }

    /**
     * Starts a JobManager that leaves its jobs to the next attempt should its process die.
     *
     * @param succession told where this JobManager is, gives what it inherits
     * @throws IOException if the control server cannot listen
     */
    public static JobManager start(
            JobManagerOptions options, WorkerProvider provider, Function<InetSocketAddress, Succession> succession)
            throws IOException {
        JobManager started = new JobManager(options, provider, succession);
        started.loop.execute(() -> started.carryOut(started.core.start()));
        return started;
    }

    /** Where TaskManagers and clients connect. */
    public InetSocketAddress address() {
        return InetSocketAddress.createUnresolved(
                options.advertisedHost(), server.address().getPort());
    }

    /** So many workers will probably be needed, though no graph is known yet. */
    public void expectWorkers(int workers) {
        post(new JobEvent.WorkersExpected(workers));
    }

    /** A worker has ended, or will never come up. */
    public void workerEnded(WorkerId worker, String reason) {
        post(new JobEvent.WorkerGone(worker, reason));
    }

    /** No more workers can be had at present; told to people whose jobs wait. */
    public void workersUnavailable(String reason) {
        post(new JobEvent.WorkersUnavailable(reason));
    }

    /** Completes when a client asks for the application to be canceled. */
    public CompletableFuture<Void> cancelRequested() {
        return cancelRequested;
    }

    /**
     * Completes when no client has watched for so long, counted from this call or from the last one's departure. To be
     * called once.
     */
    public CompletableFuture<Void> abandoned(Duration patience) {
        CompletableFuture<Void> abandoned = new CompletableFuture<>();
        loop.execute(() -> parts.watchers().completeWhenAbandoned(abandoned, patience));
        return abandoned;
    }

    /** What a client is told. */
    public ApplicationStatus status() {
        return status;
    }

    @Override
    public SubmittedJob submit(JobGraph submitted, ClassLoader userCode) {
        JobID id = submitted.getJobID();
        JobRecord record = succession.job(id, submitted.getName());
        Optional<LoggedEnd> ended = record.inherited().flatMap(LoggedJob::end);
        if (ended.isEmpty()) {
            return run(submitted, record, parts.artifacts().store(submitted, userCode));
        }
        tidyUp(submitted, record, userCode);
        return EndedJob.of(id, ended.get(), record, userCode);
    }

    /** The attempt that has written down the job's end may have died before it deleted what nobody needs. */
    private void tidyUp(JobGraph graph, JobRecord record, ClassLoader userCode) {
        try {
            JobCheckpoints.tidyUp(graph, effective(graph), userCode, record);
        } catch (IOException | RuntimeException e) {
            LOG.warn("Checkpoints of job '{}', which had ended, may have been left behind", graph.getName(), e);
        }
    }

    private Configuration effective(JobGraph graph) {
        Configuration effective = new Configuration(options.configuration());
        effective.addAll(graph.getJobConfiguration());
        return effective;
    }

    @Override
    public JobID idOf(int ordinal) {
        return succession.idOf(ordinal);
    }

    /** The graph that an earlier attempt ran, to go on from where that had come; else the one that was submitted. */
    private static JobGraph inherited(JobGraph submitted, JobRecord record, ClassLoader userCode) {
        Optional<LoggedJob> known = record.inherited();
        if (known.isEmpty()) {
            if (submitted.isCheckpointingEnabled() || record.isBegunAnew()) {
                record.submitted(() -> StoredResults.write(submitted));
            } else if (record.attempt() > 1) {
                throw new RestoreException("The ApplicationMaster that ran job '" + submitted.getName()
                        + "' is lost, and the job takes no checkpoints that another could go on from. Set"
                        + " execution.checkpointing.interval, or, if the job may begin from its start,"
                        + " yarn.application-attempts");
            }
            return submitted;
        }
        JobGraph graph = submitted;
        try {
            if (known.get().graph().isPresent()) {
                graph = StoredResults.readGraph(record.read(known.get().graph().get()), userCode);
            }
        } catch (IOException e) {
            throw new RestoreException(
                    "The graph of job '" + submitted.getName() + "', which an earlier attempt ran, cannot be read", e);
        }
        Optional<LoggedCheckpoint> latest = known.get().latest();
        if (latest.isPresent()) {
            boolean foreign = latest.get().kind().isSavepoint();
            graph.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(
                    latest.get().path(),
                    graph.getSavepointRestoreSettings().allowNonRestoredState(),
                    foreign ? RecoveryClaimMode.NO_CLAIM : RecoveryClaimMode.CLAIM));
        }
        return graph;
    }

    /** What the job brings along is this attempt's also where its graph is an earlier one's. */
    private SubmittedJob run(JobGraph submitted, JobRecord record, StoredArtifacts artifacts) {
        JobID id = submitted.getJobID();
        try {
            return launch(inherited(submitted, record, artifacts.userCode()), record, artifacts);
        } catch (RuntimeException e) {
            parts.artifacts().remove(id);
            throw e;
        }
    }

    private SubmittedJob launch(JobGraph graph, JobRecord record, StoredArtifacts artifacts) {
        JobID id = graph.getJobID();
        ClassLoader userCode = artifacts.userCode();
        JobTopology topology = TopologyBuilder.build(graph);
        Configuration effective = effective(graph);
        RestartPolicy restarts = CoreSettings.restartPolicy(effective, graph.isCheckpointingEnabled());
        JobCheckpoints checkpoints = JobCheckpoints.open(graph, topology, effective, userCode, record, io);
        Incarnation incarnation = new Incarnation(options.epoch(), takeOver(checkpoints));
        JobCoordinators coordinators = new JobCoordinators(
                graph,
                userCode,
                parts.metrics().of(graph),
                parts.events(),
                cause -> post(new JobEvent.JobFailed(id, FailureCause.of(cause))));
        RunningJob job = new RunningJob(
                topology,
                new DeploymentBuilder(graph, topology, artifacts.artifacts()),
                coordinators,
                checkpoints,
                record,
                userCode,
                clock.monotonicMillis(),
                new CompletableFuture<>());
        Optional<CompletedCheckpoint> restored = checkpoints.restored();
        restored.ifPresentOrElse(
                from -> coordinators.startFrom(from.id(), checkpoints.coordinatorStatesOf(from.id())),
                coordinators::start);
        loop.execute(() -> {
            jobs.put(id, job);
            handle(new JobEvent.JobSubmitted(topology, restarts, checkpoints.settings(), restored, incarnation));
        });
        return new JobHandle(job, this);
    }

    private static long takeOver(JobCheckpoints checkpoints) {
        try {
            return checkpoints.takeOver();
        } catch (IOException e) {
            throw new RestoreException("What an earlier attempt has left of the job's checkpoints cannot be listed", e);
        }
    }

    /** Somebody wants the job to stop. */
    void cancel(JobID job) {
        post(new JobEvent.CancelRequested(job));
    }

    /** A client wants the application to end. */
    void requestCancel() {
        cancelRequested.complete(null);
    }

    /**
     * Takes a savepoint.
     *
     * @param job of which job; empty for the only one that runs
     * @param purpose one that {@linkplain CheckpointPurpose#isSavepoint() is a savepoint}
     * @param directory where it goes; empty for the configured folder
     * @param canonical whether in the format that all state backends read
     * @return its path, when it is complete and the job, if it was to stop, has stopped; fails with a
     *     {@link SavepointException}, whose message lists the running jobs if it was not clear which is meant
     */
    public CompletableFuture<String> savepoint(
            Optional<JobID> job, CheckpointPurpose purpose, Optional<String> directory, boolean canonical) {
        return savepoints.take(job, purpose, directory, canonical);
    }

    /** Completed checkpoints and savepoints of all jobs, also of those that have ended, the newest last. */
    public List<CheckpointView> checkpoints() {
        return jobs.values().stream()
                .flatMap(job -> job.checkpoints().views().stream())
                .sorted(Comparator.comparingLong(CheckpointView::triggeredAt))
                .toList();
    }

    /** Tells watching clients how the application ended and sends all TaskManagers home. Returns at once. */
    public void finish(ApplicationPhase end, Optional<String> cause) {
        loop.execute(() -> {
            phase = end;
            failure = cause;
            refresh();
            parts.watchers().tell();
            for (WorkerId worker : parts.connections().workers()) {
                parts.connections().dismiss(worker, new JobManagerMessage.ShutDown("the application has ended"));
            }
        });
    }

    /** Closes all connections and ends all threads. */
    @Override
    public void close() {
        loop.execute(() -> jobs.values().forEach(job -> job.coordinators().close()));
        loop.close();
        actions.close();
        jobs.values().forEach(job -> io.execute(job.checkpoints()::close));
        parts.metrics().close();
        io.execute(parts.artifacts()::close);
        io.shutdown();
        server.close();
    }

    private void post(JobEvent event) {
        loop.execute(() -> handle(event));
    }

    private void handle(JobEvent event) {
        carryOut(core.handle(event, clock.monotonicMillis(), clock.now().toEpochMilli()));
    }

    private void carryOut(List<JobAction> decided) {
        refresh();
        for (JobAction action : decided) {
            actions.run(action, clock.monotonicMillis());
        }
    }

    private void refresh() {
        assert loop.isCurrent();
        status = new ApplicationStatus(phase, core.workersWanted(), core.workersRegistered(), core.views(), failure);
    }
}
