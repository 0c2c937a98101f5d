package io.yarnflink.runtime.coordination;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.graph.Subtask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
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
    private final EventSender sender;
    private final Consumer<Throwable> failJob;
    private final ExecutorService thread;

    /** Written and read by {@link #thread} only. */
    private final List<HostedCoordinator> coordinators = new ArrayList<>();

    /**
     * @param graph the job
     * @param userCode loads the user's classes
     * @param sender takes events to tasks
     * @param failJob told, on any thread, why the job must fail or restart
     */
    public JobCoordinators(JobGraph graph, ClassLoader userCode, EventSender sender, Consumer<Throwable> failJob) {
        this.graph = graph;
        this.userCode = userCode;
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
        run(() -> {
            CoordinatorStore store = new CoordinatorStoreImpl();
            int position = 0;
            for (JobVertex vertex : graph.getVerticesSortedTopologicallyFromSources()) {
                vertex.initializeOnMaster(new SimpleInitializeOnMasterContext(userCode, vertex.getParallelism()));
                for (SerializedValue<OperatorCoordinator.Provider> provider : vertex.getOperatorCoordinators()) {
                    coordinators.add(create(position, vertex, provider.deserializeValue(userCode), store));
                }
                position++;
            }
            for (HostedCoordinator hosted : coordinators) {
                hosted.coordinator().start();
            }
        });
    }

    private HostedCoordinator create(
            int position, JobVertex vertex, OperatorCoordinator.Provider provider, CoordinatorStore store)
            throws Exception {
        OperatorID operator = provider.getOperatorId();
        CoordinatorContext context =
                new CoordinatorContext(graph.getJobID(), operator, vertex.getParallelism(), userCode, store, failJob);
        return new HostedCoordinator(position, operator, provider.create(context));
    }

    /** The attempt can receive events now. */
    public void attemptReady(Subtask subtask, WorkerId worker, ExecutionAttemptID attempt) {
        forVertex(
                subtask.vertex(),
                hosted -> hosted.coordinator()
                        .executionAttemptReady(
                                subtask.index(),
                                attempt.getAttemptNumber(),
                                new TaskGateway(sender, worker, attempt, hosted.operator())));
    }

    /** The attempt failed or was canceled. */
    public void attemptEnded(Subtask subtask, ExecutionAttemptID attempt, Throwable cause) {
        forVertex(
                subtask.vertex(),
                hosted -> hosted.coordinator()
                        .executionAttemptFailed(subtask.index(), attempt.getAttemptNumber(), cause));
    }

    /** The subtasks start over, without a checkpoint. */
    public void subtasksReset(List<Subtask> subtasks) {
        for (Subtask subtask : subtasks) {
            forVertex(
                    subtask.vertex(),
                    hosted -> hosted.coordinator().subtaskReset(subtask.index(), OperatorCoordinator.NO_CHECKPOINT));
        }
    }

    /** An event from a task; {@code event} is a serialized {@link OperatorEvent}. */
    public void eventFromTask(ExecutionAttemptID attempt, OperatorID operator, byte[] event) {
        run(() -> {
            OperatorEvent deserialized = InstantiationUtil.deserializeObject(event, userCode);
            find(operator)
                    .coordinator()
                    .handleEventFromOperator(attempt.getSubtaskIndex(), attempt.getAttemptNumber(), deserialized);
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
        try {
            thread.execute(() -> {
                try {
                    ask(operator, request.call(), response);
                } catch (Throwable t) {
                    response.completeExceptionally(t);
                }
            });
        } catch (RejectedExecutionException e) {
            response.completeExceptionally(new IllegalStateException("Job '" + graph.getName() + "' has ended", e));
        }
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
        try {
            thread.execute(() -> {
                for (HostedCoordinator hosted : coordinators) {
                    try {
                        hosted.coordinator().close();
                    } catch (Exception e) {
                        LOG.warn("Closing the coordinator of operator {} failed", hosted.operator(), e);
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The coordinators of {} are closed already", graph.getName(), e);
        }
        thread.shutdown();
    }

    private void forVertex(int vertex, CoordinatorCall call) {
        run(() -> {
            for (HostedCoordinator hosted : coordinators) {
                if (hosted.vertex() == vertex) {
                    call.run(hosted);
                }
            }
        });
    }

    private void run(CoordinatorWork work) {
        try {
            thread.execute(() -> {
                try {
                    work.run();
                } catch (Throwable t) {
                    failJob.accept(t);
                }
            });
        } catch (RejectedExecutionException e) {
            LOG.debug("The coordinators of {} are closed already", graph.getName(), e);
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
