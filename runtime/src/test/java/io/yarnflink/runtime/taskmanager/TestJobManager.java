package io.yarnflink.runtime.taskmanager;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.ConnectionListener;
import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.ControlServer;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.ControlMessage;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.ProducerState;
import io.yarnflink.runtime.control.message.WorkerMessage;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.jspecify.annotations.Nullable;

/** Registers everybody, remembers what TaskManagers say, and sends what the test says. */
final class TestJobManager implements AutoCloseable {

    private final ControlServer server;
    private final Map<WorkerId, ControlConnection> connections = new ConcurrentHashMap<>();
    private final Map<WorkerId, AtomicLong> sequences = new ConcurrentHashMap<>();
    private final Map<WorkerId, WorkerMessage.RegisterWorker> registrations = new ConcurrentHashMap<>();
    private final Map<ExecutionAttemptID, AttemptStatus> ends = new ConcurrentHashMap<>();
    final Map<ExecutionAttemptID, List<AttemptState>> history = new ConcurrentHashMap<>();
    final List<WorkerMessage> received = new CopyOnWriteArrayList<>();
    volatile ProducerState producers = ProducerState.LIVE;
    volatile boolean acknowledgeEnds = true;
    volatile boolean answerHeartbeats = true;

    TestJobManager(ApplicationIdentity identity) throws IOException {
        this(identity, 1);
    }

    TestJobManager(ApplicationIdentity identity, int epoch) throws IOException {
        server = ControlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), identity, epoch, new Listener());
    }

    InetSocketAddress address() {
        return server.address();
    }

    Optional<WorkerMessage.RegisterWorker> registration(WorkerId worker) {
        return Optional.ofNullable(registrations.get(worker));
    }

    void send(WorkerId worker, JobManagerMessage message) {
        connection(worker).send(message);
    }

    void disconnect(WorkerId worker) {
        connection(worker).close();
    }

    private ControlConnection connection(WorkerId worker) {
        return Objects.requireNonNull(connections.get(worker), "not registered");
    }

    /** Deploys, and returns the number that it gave. */
    long deploy(TestJob.Placed placed) {
        WorkerId worker = placed.worker().worker();
        long sequence =
                sequences.computeIfAbsent(worker, id -> new AtomicLong()).incrementAndGet();
        JobManagerMessage.Deploy deploy = placed.deploy();
        send(
                worker,
                new JobManagerMessage.Deploy(sequence, deploy.attempt(), deploy.slot(), deploy.job(), deploy.task()));
        return sequence;
    }

    void cancel(TestJob.Placed placed) {
        send(
                placed.worker().worker(),
                new JobManagerMessage.Cancel(placed.deploy().attempt()));
    }

    List<AttemptState> history(TestJob.Placed placed) {
        return history.getOrDefault(placed.deploy().attempt(), List.of());
    }

    Optional<AttemptStatus> end(TestJob.Placed placed) {
        return Optional.ofNullable(ends.get(placed.deploy().attempt()));
    }

    <T extends WorkerMessage> List<T> received(Class<T> type) {
        return received.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public void close() {
        server.close();
    }

    private final class Listener implements ConnectionListener {

        @Override
        public void opened(ControlConnection connection) {}

        @Override
        public void received(ControlConnection connection, ControlMessage message) {
            received.add((WorkerMessage) message);
            if (message instanceof WorkerMessage.RegisterWorker register) {
                connections.put(register.worker(), connection);
                connection.send(new JobManagerMessage.WorkerRegistered(50));
                registrations.put(register.worker(), register);
            } else if (message instanceof WorkerMessage.Heartbeat && answerHeartbeats) {
                connection.send(new JobManagerMessage.HeartbeatAnswered());
            } else if (message instanceof WorkerMessage.AttemptUpdate update) {
                update(connection, update.status());
            } else if (message instanceof WorkerMessage.ProducerStateRequested request) {
                connection.send(new JobManagerMessage.ProducerStateAnswered(request.requestId(), producers));
            }
        }

        private void update(ControlConnection connection, AttemptStatus status) {
            List<AttemptState> states = history.computeIfAbsent(status.attempt(), id -> new CopyOnWriteArrayList<>());
            if (states.isEmpty() || states.get(states.size() - 1) != status.state()) {
                states.add(status.state());
            }
            if (status.state().isTerminal()) {
                ends.putIfAbsent(status.attempt(), status);
                if (acknowledgeEnds) {
                    connection.send(new JobManagerMessage.AttemptEndAcknowledged(status.attempt()));
                }
            }
        }

        @Override
        public void closed(ControlConnection connection, @Nullable Throwable cause) {}
    }
}
