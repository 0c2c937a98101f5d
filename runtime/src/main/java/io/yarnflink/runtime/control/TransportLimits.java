package io.yarnflink.runtime.control;

import java.time.Duration;

/**
 * What a connection may take.
 *
 * @param handshake how long connecting and authenticating may take together
 * @param stall how long a frame that has begun may stand still
 * @param farewell how long what was sent before a close may take to leave
 * @param frameBytes largest frame, without its length field
 * @param unauthenticated how many connections may be authenticating at the same time; the oldest makes room
 */
record TransportLimits(Duration handshake, Duration stall, Duration farewell, int frameBytes, int unauthenticated) {

    private static final int MEBIBYTE = 1024 * 1024;

    static final TransportLimits DEFAULT = new TransportLimits(
            Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(5), 32 * MEBIBYTE, 256);
}
