package io.yarnflink.runtime.control;

import io.yarnflink.runtime.control.message.ControlMessage;

/** One authenticated connection. Thread-safe. */
public interface ControlConnection extends AutoCloseable {

    /**
     * Sends a message after all that were sent before. Does not block; if the connection is or gets lost, the message
     * is lost with it and {@link ConnectionListener#closed} tells so. Byte arrays in it must not be changed afterwards.
     *
     * @throws IllegalArgumentException if the message is larger than 32 MiB; nothing is sent, and the connection lives on
     */
    void send(ControlMessage message);

    /** The far side's host name or address and port, for logs. */
    String remote();

    /** Closes after what was sent has been written. Returns at once. */
    @Override
    void close();
}
