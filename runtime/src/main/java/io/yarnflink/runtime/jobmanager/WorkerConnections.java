package io.yarnflink.runtime.jobmanager;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.message.ControlMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which TaskManager is behind which connection. Owned by the event loop. */
final class WorkerConnections {

    private final Map<WorkerId, ControlConnection> byWorker = new HashMap<>();
    private final Map<ControlConnection, WorkerId> byConnection = new HashMap<>();

    /** Takes note of a registration; a second connection of the same worker replaces the first. */
    void add(WorkerId worker, ControlConnection connection) {
        ControlConnection former = byWorker.put(worker, connection);
        if (former != null && former != connection) {
            byConnection.remove(former);
            former.close();
        }
        byConnection.put(connection, worker);
    }

    /** The worker that registered on this connection. */
    Optional<WorkerId> workerOf(ControlConnection connection) {
        return Optional.ofNullable(byConnection.get(connection));
    }

    /** Forgets a connection and tells whose it was. */
    Optional<WorkerId> remove(ControlConnection connection) {
        WorkerId worker = byConnection.remove(connection);
        if (worker != null) {
            byWorker.remove(worker, connection);
        }
        return Optional.ofNullable(worker);
    }

    /** Sends if the worker is connected, and tells whether it is. */
    boolean send(WorkerId worker, ControlMessage message) {
        ControlConnection connection = byWorker.get(worker);
        if (connection == null) {
            return false;
        }
        connection.send(message);
        return true;
    }

    /** Sends a last message and closes. */
    void dismiss(WorkerId worker, ControlMessage message) {
        ControlConnection connection = byWorker.remove(worker);
        if (connection != null) {
            byConnection.remove(connection);
            connection.send(message);
            connection.close();
        }
    }

    List<WorkerId> workers() {
        return List.copyOf(byWorker.keySet());
    }
}
