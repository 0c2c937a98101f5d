package io.yarnflink.am.worker;

import java.time.Duration;

/**
 * When a node gets no more containers for a while.
 *
 * @param failures so many containers that fail on it within {@code window}; 0 if no node is ever avoided
 * @param window in which failures are counted
 * @param avoidance for how long
 */
public record NodePolicy(int failures, Duration window, Duration avoidance) {

    /** No node is avoided. */
    public static final NodePolicy NONE = new NodePolicy(0, Duration.ZERO, Duration.ZERO);

    public NodePolicy {
        if (failures < 0) {
            throw new IllegalArgumentException("Expected a number of failures of at least 0, found " + failures);
        }
    }
}
