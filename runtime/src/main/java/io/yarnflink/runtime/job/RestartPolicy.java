package io.yarnflink.runtime.job;

import java.time.Duration;
import java.util.Optional;

/**
 * Whether a job may start over after a failure. Immutable; what has happened so far is handed in.
 */
public sealed interface RestartPolicy {

    /**
     * Decides.
     *
     * @param restartsSoFar how often the job has restarted
     * @return the pause before the restart; empty if the job must fail
     */
    Optional<Duration> afterFailure(int restartsSoFar);

    /** Never restarts. */
    record Never() implements RestartPolicy {

        @Override
        public Optional<Duration> afterFailure(int restartsSoFar) {
            return Optional.empty();
        }
    }

    /**
     * Restarts a number of times, with the same pause each time.
     *
     * @param restarts at most so often
     * @param pause before each restart
     */
    record FixedDelay(int restarts, Duration pause) implements RestartPolicy {

        @Override
        public Optional<Duration> afterFailure(int restartsSoFar) {
            return restartsSoFar < restarts ? Optional.of(pause) : Optional.empty();
        }
    }
}
