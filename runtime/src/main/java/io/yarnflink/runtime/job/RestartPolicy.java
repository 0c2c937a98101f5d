package io.yarnflink.runtime.job;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether a job may start over after a failure. Immutable and without a clock or randomness of its own: what happened
 * before, the present time and luck are handed in. Names and meanings are those of Flink's {@code restart-strategy.*} keys.
 */
public sealed interface RestartPolicy {

    /**
     * Decides.
     *
     * @param before the restarts that this policy granted earlier, oldest first; only the last {@link #memory()} count
     * @param now when the failure happened, in milliseconds by a clock that never goes back
     * @param luck a random number from 0 (included) to 1 (excluded)
     * @return the restart; empty if the job must fail
     */
    Optional<Restart> afterFailure(List<Restart> before, long now, double luck);

    /** How many of the latest restarts must be remembered for the next decision. */
    int memory();

    /**
     * A restart that was granted.
     *
     * @param failedAt when the failure happened
     * @param pause between the failure and the restart
     * @param number counts from 1; a policy that forgives begins again with 1
     */
    record Restart(long failedAt, Duration pause, int number) {

        /** The moment before which nothing is deployed. */
        public long notBefore() {
            return failedAt + pause.toMillis();
        }
    }

    /** Never restarts. */
    record Never() implements RestartPolicy {

        @Override
        public Optional<Restart> afterFailure(List<Restart> before, long now, double luck) {
            return Optional.empty();
        }

        @Override
        public int memory() {
            return 0;
        }
    }

    /**
     * Restarts a number of times, with the same pause each time.
     *
     * @param restarts at most so often, not negative
     * @param pause before each restart, not negative
     */
    record FixedDelay(int restarts, Duration pause) implements RestartPolicy {

        public FixedDelay {
            expect(restarts >= 0, "at least 0 attempts", restarts);
            expect(!pause.isNegative(), "a delay of at least 0", pause);
        }

        @Override
        public Optional<Restart> afterFailure(List<Restart> before, long now, double luck) {
            int number = before.isEmpty() ? 1 : newest(before).number() + 1;
            return number <= restarts ? Optional.of(new Restart(now, pause, number)) : Optional.empty();
        }

        @Override
        public int memory() {
            return 1;
        }
    }

    /**
     * Restarts unless there were too many failures in too short a time.
     *
     * @param failures how many are too few to give up, at least 1
     * @param interval within so long, at least 1 ms
     * @param pause before each restart, not negative
     */
    record FailureRate(int failures, Duration interval, Duration pause) implements RestartPolicy {

        public FailureRate {
            expect(failures > 0, "at least 1 failure per interval", failures);
            expect(interval.toMillis() > 0, "an interval of at least 1 ms", interval);
            expect(!pause.isNegative(), "a delay of at least 0", pause);
        }

        @Override
        public Optional<Restart> afterFailure(List<Restart> before, long now, double luck) {
            boolean few = before.size() < failures;
            if (few || now - before.get(before.size() - failures).failedAt() > interval.toMillis()) {
                int number = before.isEmpty() ? 1 : newest(before).number() + 1;
                return Optional.of(new Restart(now, pause, number));
            }
            return Optional.empty();
        }

        @Override
        public int memory() {
            return failures;
        }
    }

    /**
     * Restarts after pauses that grow from one failure to the next, until there was none for long enough. A failure before
     * the end of a pause belongs to the restart that the pause is for.
     *
     * @param initial the first pause, and the shortest, at least 1 ms
     * @param maximum the longest pause
     * @param multiplier by which each pause is longer than the one before, above 1
     * @param resetAfter after so long without a failure all is forgiven, at least 1 ms
     * @param jitter the share by which a pause may be longer or shorter by chance, from 0 to 1
     * @param restarts at most so often before all is forgiven, at least 1
     */
    record ExponentialDelay(
            Duration initial, Duration maximum, double multiplier, Duration resetAfter, double jitter, int restarts)
            implements RestartPolicy {

        public ExponentialDelay {
            expect(initial.toMillis() >= 1, "an initial backoff of at least 1 ms", initial);
            expect(maximum.compareTo(initial) >= 0, "a maximum backoff of at least the initial one", maximum);
            expect(multiplier > 1, "a backoff multiplier above 1", multiplier);
            expect(resetAfter.toMillis() >= 1, "a threshold for the reset of at least 1 ms", resetAfter);
            expect(jitter >= 0 && jitter <= 1, "a jitter factor from 0 to 1", jitter);
            expect(restarts >= 1, "at least 1 attempt", restarts);
        }

        @Override
        public Optional<Restart> afterFailure(List<Restart> before, long now, double luck) {
            if (before.isEmpty()) {
                return restart(1, now, luck);
            }
            Restart last = newest(before);
            long calm = now - last.notBefore();
            if (calm <= 0) {
                return Optional.of(new Restart(now, Duration.ofMillis(-calm), last.number()));
            }
            return restart(calm >= resetAfter.toMillis() ? 1 : last.number() + 1, now, luck);
        }

        private Optional<Restart> restart(int number, long now, double luck) {
            if (number > restarts) {
                return Optional.empty();
            }
            long shortest = initial.toMillis();
            double usual = shortest * Math.pow(multiplier, number - 1.0);
            double byChance = usual * (1 + jitter * (2 * luck - 1));
            long millis = Math.max(shortest, (long) Math.min(byChance, (double) maximum.toMillis()));
            return Optional.of(new Restart(now, Duration.ofMillis(millis), number));
        }

        @Override
        public int memory() {
            return 1;
        }
    }

    private static Restart newest(List<Restart> restarts) {
        return restarts.get(restarts.size() - 1);
    }

    private static void expect(boolean holds, String what, Object found) {
        if (!holds) {
            throw new IllegalArgumentException("Expected " + what + ", found " + found);
        }
    }
}
