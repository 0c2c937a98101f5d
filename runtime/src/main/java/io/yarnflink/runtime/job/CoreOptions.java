package io.yarnflink.runtime.job;

import java.time.Duration;

/**
 * The core's settings.
 *
 * @param slotsPerWorker slots that a worker will offer; the number of workers wanted follows from it
 * @param heartbeatInterval how often silent workers are looked for
 * @param heartbeatTimeout a worker that has been silent for longer is lost
 * @param slotTimeout how long a job waits for slots before it fails
 * @param repeatAfter a deployment or cancellation without visible effect is repeated after so long
 * @param spareWorkers workers that are kept beyond those that are needed, so that the loss of one is made good at once
 */
public record CoreOptions(
        int slotsPerWorker,
        Duration heartbeatInterval,
        Duration heartbeatTimeout,
        Duration slotTimeout,
        Duration repeatAfter,
        int spareWorkers) {

    public CoreOptions {
        if (spareWorkers < 0) {
            throw new IllegalArgumentException(
                    "Expected a number of spare workers of at least 0, found " + spareWorkers);
        }
    }

    /** The same without spare workers. */
    public CoreOptions(
            int slotsPerWorker,
            Duration heartbeatInterval,
            Duration heartbeatTimeout,
            Duration slotTimeout,
            Duration repeatAfter) {
        this(slotsPerWorker, heartbeatInterval, heartbeatTimeout, slotTimeout, repeatAfter, 0);
    }
}
