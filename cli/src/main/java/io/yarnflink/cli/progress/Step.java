package io.yarnflink.cli.progress;

import java.util.Optional;

/**
 * One thing that takes time.
 *
 * @param text what goes on, or how it ended
 * @param state where it stands
 * @param startedMillis when it began, on the monotonic clock
 * @param bar how far it is, if that is known
 */
record Step(String text, State state, long startedMillis, Optional<Bar> bar) {

    enum State {
        ACTIVE,
        DONE,
        FAILED
    }

    /**
     * A known share of a known whole, in bytes.
     *
     * @param done at most {@code total}
     * @param total more than 0
     */
    record Bar(long done, long total) {

        Bar {
            if (total <= 0) {
                throw new IllegalArgumentException("Expected a total of more than 0, found " + total);
            }
            done = Math.min(done, total);
        }
    }

    static Step begun(String text, long now) {
        return new Step(text, State.ACTIVE, now, Optional.empty());
    }

    Step saying(String words) {
        return new Step(words, state, startedMillis, Optional.empty());
    }

    Step at(Bar share) {
        return new Step(text, state, startedMillis, Optional.of(share));
    }

    Step ended(State how, String words) {
        return new Step(words, how, startedMillis, Optional.empty());
    }
}
