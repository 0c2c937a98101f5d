package io.yarnflink.runtime.control;

import io.yarnflink.runtime.control.message.ControlMessage;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens on a connection. Called on the connection's Netty loop, {@code opened} first, {@code closed} last
 * and once; must return at once.
 */
public interface ConnectionListener {

    /** The far side has proved that it belongs to the application. */
    void opened(ControlConnection connection);

    /** A message has come. */
    void received(ControlConnection connection, ControlMessage message);

    /**
     * The connection is gone.
     *
     * @param cause why, {@code null} if either side closed it in order
     */
    void closed(ControlConnection connection, @Nullable Throwable cause);
}
