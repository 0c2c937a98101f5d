package io.yarnflink.am.worker;

import java.time.Duration;

/**
 * How long to wait between heartbeats to the ResourceManager.
 *
 * @param waiting while containers are missing
 * @param waitingLong while containers have been missing for longer than {@code patience}
 * @param idle while none is missing
 * @param patience how long the cluster may take to find room before it is asked less often
 */
public record HeartbeatPace(Duration waiting, Duration waitingLong, Duration idle, Duration patience) {

    /**
     * The pause after a heartbeat.
     *
     * @param missingMillis since when containers have been missing; negative if none is
     */
    Duration pause(long missingMillis) {
        if (missingMillis < 0) {
            return idle;
        }
        return missingMillis <= patience.toMillis() ? waiting : waitingLong;
    }
}
