package io.yarnflink.runtime.control;

import io.yarnflink.runtime.control.message.ControlMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Remembers what a listener hears. Written by the loop, read by the test. */
final class RecordingListener implements ConnectionListener {

    final List<ControlConnection> opened = new CopyOnWriteArrayList<>();
    final List<ControlMessage> received = new CopyOnWriteArrayList<>();
    final List<ControlConnection> closed = new CopyOnWriteArrayList<>();
    final List<Throwable> causes = new CopyOnWriteArrayList<>();

    @Override
    public void opened(ControlConnection connection) {
        opened.add(connection);
    }

    @Override
    public void received(ControlConnection connection, ControlMessage message) {
        received.add(message);
    }

    @Override
    public void closed(ControlConnection connection, @Nullable Throwable cause) {
        if (cause != null) {
            causes.add(cause);
        }
        closed.add(connection);
    }
}
