package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.ConnectionListener;
import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.message.ClientMessage;
import io.yarnflink.runtime.control.message.ControlMessage;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.WorkerMessage;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.JobManagerCore;
import io.yarnflink.runtime.job.WorkerAddress;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.concurrent.FutureUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What TaskManagers and clients say becomes events. Called on Netty loops; works on the event loop. */
final class Conversation implements ConnectionListener {

    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);

    private final JobManagerParts parts;
    private final JobManagerCore core;
    private final Map<JobID, RunningJob> jobs;
    private final ClientDesk clients;
    private final Consumer<JobEvent> events;

    Conversation(
            JobManagerParts parts,
            JobManagerCore core,
            Map<JobID, RunningJob> jobs,
            ClientDesk clients,
            Consumer<JobEvent> events) {
        this.parts = parts;
        this.core = core;
        this.jobs = jobs;
        this.clients = clients;
        this.events = events;
    }

    @Override
    public void opened(ControlConnection connection) {
        LOG.debug("Connection from {}", connection.remote());
    }

    @Override
    public void received(ControlConnection connection, ControlMessage message) {
        parts.loop().execute(() -> hear(connection, message));
    }

    @Override
    public void closed(ControlConnection connection, @Nullable Throwable cause) {
        parts.loop().execute(() -> {
            parts.watchers().remove(connection);
            parts.connections().remove(connection).ifPresent(worker -> {
                String why = cause == null ? "it closed its connection" : "its connection broke (" + cause + ")";
                events.accept(new JobEvent.WorkerGone(worker, why));
            });
        });
    }

    private void hear(ControlConnection connection, ControlMessage message) {
        if (message instanceof WorkerMessage.RegisterWorker register) {
            LOG.info("TaskManager {} registers from {}", register.worker(), connection.remote());
            parts.connections().add(register.worker(), connection);
            events.accept(new JobEvent.WorkerConnected(
                    register.worker(), new WorkerAddress(register.host(), register.dataPort()), register.slots()));
        } else if (message instanceof ClientMessage.WatchApplication) {
            parts.watchers().add(connection);
        } else if (message instanceof ClientMessage asked) {
            clients.hear(connection, asked);
        } else if (message instanceof WorkerMessage fromWorker) {
            Optional<WorkerId> worker = parts.connections().workerOf(connection);
            if (worker.isPresent()) {
                hearWorker(worker.get(), connection, fromWorker);
            } else {
                LOG.debug("{} from {}, which is not registered", message, connection.remote());
            }
        } else {
            LOG.warn("{} sent a {}, which is not for a JobManager", connection.remote(), message.getClass());
            connection.close();
        }
    }

    private void hearWorker(WorkerId worker, ControlConnection connection, WorkerMessage message) {
        if (message instanceof WorkerMessage.Heartbeat heartbeat) {
            connection.send(new JobManagerMessage.HeartbeatAnswered());
            events.accept(new JobEvent.HeartbeatReceived(worker, heartbeat.lastDeployment(), heartbeat.attempts()));
        } else if (message instanceof WorkerMessage.AttemptUpdate update) {
            events.accept(new JobEvent.AttemptReported(worker, update.status()));
        } else if (message instanceof WorkerMessage.CheckpointAcknowledged acknowledged) {
            events.accept(new JobEvent.CheckpointAcknowledged(
                    worker, acknowledged.attempt(), acknowledged.checkpoint(), acknowledged.snapshot()));
        } else if (message instanceof WorkerMessage.CheckpointDeclined declined) {
            events.accept(new JobEvent.CheckpointDeclined(
                    worker, declined.attempt(), declined.checkpoint(), declined.reason(), declined.cause()));
        } else if (message instanceof WorkerMessage.EventToCoordinator event) {
            deliver(event);
        } else if (message instanceof WorkerMessage.EventAcknowledged acknowledged) {
            parts.events().answered(acknowledged.requestId(), acknowledged.error());
        } else if (message instanceof WorkerMessage.CoordinationRequested request) {
            coordinate(connection, request);
        } else if (message instanceof WorkerMessage.ArtifactRequested request) {
            parts.io().execute(() -> connection.send(part(request)));
        } else if (message instanceof WorkerMessage.ProducerStateRequested request) {
            connection.send(new JobManagerMessage.ProducerStateAnswered(
                    request.requestId(), core.producerState(request.partition().getProducerId())));
        } else if (message instanceof WorkerMessage.WorkerFailing failing) {
            events.accept(new JobEvent.WorkerGone(worker, failing.cause().summary()));
        }
    }

    /** Events of attempts that have been superseded are dropped. */
    private void deliver(WorkerMessage.EventToCoordinator event) {
        core.jobOf(event.attempt())
                .map(jobs::get)
                .ifPresent(job -> job.coordinators().eventFromTask(event.attempt(), event.operator(), event.event()));
    }

    private JobManagerMessage part(WorkerMessage.ArtifactRequested request) {
        try {
            byte[] part = parts.artifacts().read(request.job(), request.digest(), request.offset());
            return new JobManagerMessage.ArtifactRead(request.requestId(), part, "");
        } catch (IOException e) {
            return new JobManagerMessage.ArtifactRead(request.requestId(), new byte[0], e.toString());
        }
    }

    private void coordinate(ControlConnection connection, WorkerMessage.CoordinationRequested request) {
        RunningJob job = jobs.get(request.job());
        if (job == null) {
            connection.send(new JobManagerMessage.CoordinationAnswered(
                    request.requestId(), new byte[0], "Job " + request.job() + " is not known"));
            return;
        }
        FutureUtils.assertNoException(job.coordinators()
                .request(request.operator(), request.request())
                .handle((answer, failure) -> {
                    connection.send(
                            failure == null
                                    ? new JobManagerMessage.CoordinationAnswered(request.requestId(), answer, "")
                                    : new JobManagerMessage.CoordinationAnswered(
                                            request.requestId(), new byte[0], failure.toString()));
                    return answer;
                }));
    }
}
