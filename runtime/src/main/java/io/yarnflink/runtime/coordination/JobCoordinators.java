package io.yarnflink.runtime.coordination;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.graph.Subtask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.SimpleInitializeOnMasterContext;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.CoordinationRequest;
import org.apache.flink.runtime.operators.coordination.CoordinationRequestHandler;
import org.apache.flink.runtime.operators.coordination.CoordinationResponse;
import org.apache.flink.runtime.operators.coordination.CoordinatorStore;
import org.apache.flink.runtime.operators.coordination.CoordinatorStoreImpl;
import org.apache.flink.runtime.operators.coordination.OperatorCoordinator;
import org.apache.flink.runtime.operators.coordination.OperatorEvent;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.SerializedValue;
import org.apache.flink.util.concurrent.FutureUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator coordinators of one job. All methods are thread-safe and return at once; coordinators are called on a
 * thread of the job's own, in the order of the calls.
 */
public final class JobCoordinators implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobCoordinators.class);

    private final JobGraph graph;
    private final ClassLoader userCode;
    private final CoordinatorMetrics metrics;
    private final EventSender sender;
    private final Consumer<Throwable> failJob;
    private final ExecutorService thread;

    /** Written and read by {@link #thread} only. */
    private final List<HostedCoordinator> coordinators = new ArrayList<>();

    /**
     * @param graph the job
     * @param userCode loads the user's classes
     * @param metrics where coordinators register what they count
     * @param sender takes events to tasks
     * @param failJob told, on any thread, why the job must fail or restart
     */
    public JobCoordinators(
            JobGraph graph,
            ClassLoader userCode,
            CoordinatorMetrics metrics,
            EventSender sender,
            Consumer<Throwable> failJob) {
        this.graph = graph;
        this.userCode = userCode;
        this.metrics = metrics;
        this.sender = sender;
        this.failJob = failJob;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread created = new Thread(work, "coordinators of " + graph.getName());
            created.setDaemon(true);
            created.setContextClassLoader(userCode);
            return created;
        });
    }

    /** Creates and starts the coordinators, and lets vertices prepare what they need on the JobManager's side. */
    public void start() {
        start(hosted -> {});
    }

    /**
     * As {@link #start()}, from a checkpoint.
     *
     * @param checkpoint its id
     * @param states what it holds for the coordinators; those without begin with nothing
     */
    public void startFrom(long checkpoint, Map<OperatorID, byte[]> states) {
        start(hosted -> hosted.reset(checkpoint, states.get(hosted.operator())));
    }

    private void start(CoordinatorCall beforeStart) {
        run(() -> {
            CoordinatorStore store = new CoordinatorStoreImpl();
            int position = 0;
            for (JobVertex vertex : graph.getVerticesSortedTopologicallyFromSources()) {
                vertex.initializeOnMaster(new SimpleInitializeOnMasterContext(userCode, vertex.getParallelism()));
                if (vertex.getInputSplitSource() != null) {
                    coordinators.add(splitsOf(position, vertex));
                }
                for (SerializedValue<OperatorCoordinator.Provider> provider : vertex.getOperatorCoordinators()) {
                    coordinators.add(create(position, vertex, provider.deserializeValue(userCode), store));
                }
                position++;
            }
            for (HostedCoordinator hosted : coordinators) {
                beforeStart.run(hosted);
                hosted.coordinator().start();
            }
        });
    }

    private HostedCoordinator splitsOf(int position, JobVertex vertex) {
        OperatorCoordinator splits = new SplitCoordinator<>(vertex.getInputSplitSource(), vertex.getParallelism());
        return new HostedCoordinator(position, SplitRequest.operatorOf(vertex.getID()), splits, sender, thread);
    }

    private HostedCoordinator create(
            int position, JobVertex vertex, OperatorCoordinator.Provider provider, CoordinatorStore store)
            throws Exception {
        OperatorID operator = provider.getOperatorId();
        CoordinatorContext context = new CoordinatorContext(
                graph.getJobID(),
                operator,
                vertex.getParallelism(),
                userCode,
                metrics.of(vertex, operator),
                store,
                failJob);
        return new HostedCoordinator(position, operator, provider.create(context), sender, thread);
    }

    /** The attempt can receive events now. */
    public void attemptReady(Subtask subtask, WorkerId worker, ExecutionAttemptID attempt) {
        forVertex(subtask.vertex(), hosted -> hosted.attemptReady(worker, attempt));
    }

    /** The attempt failed or was canceled. */
    public void attemptEnded(Subtask subtask, ExecutionAttemptID attempt, Throwable cause) {
        forVertex(subtask.vertex(), hosted -> hosted.attemptEnded(attempt, cause));
    }

    /** The subtasks start over from a checkpoint, or from the beginning; the rest of the job goes on. */
    public void subtasksReset(List<Subtask> subtasks, OptionalLong checkpoint) {
        for (Subtask subtask : subtasks) {
            forVertex(
                    subtask.vertex(),
                    hosted ->
                            hosted.subtaskReset(subtask.index(), checkpoint.orElse(OperatorCoordinator.NO_CHECKPOINT)));
        }
    }

    /**
     * The whole job starts over from a checkpoint, or from the beginning.
     *
     * @param states what the checkpoint holds for the coordinators; those without begin with nothing
     */
    public void reset(OptionalLong checkpoint, Map<OperatorID, byte[]> states) {
        forAll(hosted ->
                hosted.reset(checkpoint.orElse(OperatorCoordinator.NO_CHECKPOINT), states.get(hosted.operator())));
    }

    /**
     * Lets every coordinator give its state for a checkpoint. From the moment at which one has, its events are held back
     * from each task until that has put its barrier into the stream, or {@link #taken} or {@link #aborted} is called.
     *
     * @return completes when all have and whatever they had sent before has arrived; exceptionally if one cannot. To be
     *     followed by {@link #taken} or {@link #aborted} in any case
     */
    public CompletableFuture<Map<OperatorID, byte[]>> checkpoint(long checkpoint) {
        CompletableFuture<Map<OperatorID, byte[]>> states = new CompletableFuture<>();
        execute(
                () -> {
                    Map<OperatorID, CompletableFuture<byte[]>> each = new HashMap<>();
                    for (HostedCoordinator hosted : coordinators) {
                        each.put(hosted.operator(), hosted.checkpoint(checkpoint));
                    }
                    FutureUtils.forward(FutureUtils.combineAll(each.values()).thenApply(all -> joined(each)), states);
                },
                states::completeExceptionally);
        return states;
    }

    private static Map<OperatorID, byte[]> joined(Map<OperatorID, CompletableFuture<byte[]>> each) {
        Map<OperatorID, byte[]> states = new HashMap<>();
        each.forEach((operator, state) -> {
            byte[] given = state.join();
            if (given != null) {
                states.put(operator, given);
            }
        });
        return states;
    }

    /** Every task has put its barrier into the stream. */
    public void taken(long checkpoint) {
        forAll(hosted -> hosted.open(checkpoint));
    }

    /** The checkpoint is complete, and what was done before it counts. */
    public void completed(long checkpoint) {
        forAll(hosted -> {
            hosted.open(checkpoint);
            hosted.coordinator().notifyCheckpointComplete(checkpoint);
        });
    }

    /** The checkpoint has failed. */
    public void aborted(long checkpoint) {
        forAll(hosted -> {
            hosted.open(checkpoint);
            hosted.coordinator().notifyCheckpointAborted(checkpoint);
        });
    }

    /** An event from a task; {@code event} is a serialized {@link OperatorEvent}. */
    public void eventFromTask(ExecutionAttemptID attempt, OperatorID operator, byte[] event) {
        run(() -> {
            OperatorEvent deserialized = InstantiationUtil.deserializeObject(event, userCode);
            find(operator).eventFrom(attempt, deserialized);
        });
    }

    /** A request with a serialized {@link CoordinationRequest}; the answer is a serialized {@link CoordinationResponse}. */
    public CompletableFuture<byte[]> request(OperatorID operator, byte[] request) {
        return ask(operator, () -> InstantiationUtil.deserializeObject(request, userCode))
                .thenApply(JobCoordinators::serialize);
    }

    /** A request from the program itself. */
    public CompletableFuture<CoordinationResponse> request(OperatorID operator, CoordinationRequest request) {
        return ask(operator, () -> request);
    }

    private CompletableFuture<CoordinationResponse> ask(OperatorID operator, Callable<CoordinationRequest> request) {
        CompletableFuture<CoordinationResponse> response = new CompletableFuture<>();
        execute(() -> ask(operator, request.call(), response), response::completeExceptionally);
        return response;
    }

    private void ask(
            OperatorID operator, CoordinationRequest request, CompletableFuture<CoordinationResponse> response) {
        OperatorCoordinator coordinator = find(operator).coordinator();
        if (!(coordinator instanceof CoordinationRequestHandler handler)) {
            throw new IllegalArgumentException("The coordinator of operator " + operator + " answers no requests");
        }
        FutureUtils.forward(handler.handleCoordinationRequest(request), response);
    }

    private HostedCoordinator find(OperatorID operator) {
        return coordinators.stream()
                .filter(hosted -> hosted.operator().equals(operator))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "Operator " + operator + " of job '" + graph.getName() + "' has no coordinator"));
    }

    /** Closes the coordinators after everything that was asked before, then their thread ends. */
    @Override
    public void close() {
        forAll(hosted -> {
            try {
                hosted.coordinator().close();
            } catch (Exception e) {
                LOG.warn("Closing the coordinator of operator {} failed", hosted.operator(), e);
            }
        });
        thread.shutdown();
    }

    private void forVertex(int vertex, CoordinatorCall call) {
        forAll(hosted -> {
            if (hosted.vertex() == vertex) {
                call.run(hosted);
            }
        });
    }

    private void forAll(CoordinatorCall call) {
        run(() -> {
            for (HostedCoordinator hosted : coordinators) {
                call.run(hosted);
            }
        });
    }

    /** Failures of this work are failures of the job. */
    private void run(CoordinatorWork work) {
        execute(work, failure -> {
            if (thread.isShutdown()) {
                LOG.debug("The coordinators of {} are closed already", graph.getName(), failure);
            } else {
                failJob.accept(failure);
            }
        });
    }

    private void execute(CoordinatorWork work, Consumer<Throwable> onFailure) {
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } catch (Throwable t) {
                    onFailure.accept(t);
                }
            });
        } catch (RejectedExecutionException e) {
            onFailure.accept(new IllegalStateException("Job '" + graph.getName() + "' has ended", e));
        }
    }

    private static byte[] serialize(CoordinationResponse response) {
        try {
            return InstantiationUtil.serializeObject(response);
        } catch (IOException e) {
            throw new UncheckedIOException("Expected " + response.getClass().getName() + " to be serializable", e);
        }
    }

    /** Work on the coordinators' thread. */
    @FunctionalInterface
    private interface CoordinatorWork {
        void run() throws Exception;
    }

    /** A call of one coordinator. */
    @FunctionalInterface
    private interface CoordinatorCall {
        void run(HostedCoordinator hosted) throws Exception;
    }
}
