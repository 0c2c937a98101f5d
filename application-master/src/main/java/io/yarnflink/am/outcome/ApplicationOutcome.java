package io.yarnflink.am.outcome;

import io.yarnflink.runtime.application.ApplicationPhase;
import java.util.Optional;

/**
 * How an application ended.
 *
 * @param phase one of the ends
 * @param failure why, in plain words first; present if and only if it failed
 */
public record ApplicationOutcome(ApplicationPhase phase, Optional<String> failure) {

    public ApplicationOutcome {
        if (phase == ApplicationPhase.RUNNING) {
            throw new IllegalArgumentException("Expected an end, found " + phase);
        }
    }

    /** The process's exit code: 0 succeeded, 1 failed, 2 canceled. */
    public int exitCode() {
        return switch (phase) {
            case SUCCEEDED -> 0;
            case CANCELED -> 2;
            case RUNNING, FAILED -> 1;
        };
    }
}
