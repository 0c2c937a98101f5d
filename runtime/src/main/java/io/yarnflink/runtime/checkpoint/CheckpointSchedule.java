package io.yarnflink.runtime.checkpoint;

import java.util.OptionalLong;

/**
 * When the next periodic checkpoint is due. The interval is measured from one trigger to the next, and goes on over
 * restarts: a job that fails often would otherwise never come to its next checkpoint. The minimum pause is measured from
 * the last completion. All times by a clock that never goes back. Owned by the core's thread.
 */
final class CheckpointSchedule {

    private final CheckpointSettings settings;
    private OptionalLong due = OptionalLong.empty();
    private long pauseOver = Long.MIN_VALUE;

    CheckpointSchedule(CheckpointSettings settings) {
        this.settings = settings;
    }

    /** All tasks run; the first interval begins when they do so for the first time. */
    void tasksRun(long now) {
        if (due.isEmpty()) {
            triggered(now);
        }
    }

    void triggered(long now) {
        due = settings.interval()
                .map(interval -> OptionalLong.of(now + interval.toMillis()))
                .orElse(OptionalLong.empty());
    }

    void completed(long now) {
        pauseOver = now + settings.minimumPause().toMillis();
    }

    /** How long to wait; empty if no periodic checkpoint will become due by waiting. */
    OptionalLong millisUntilDue(long now) {
        return due.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, Math.max(due.getAsLong(), pauseOver) - now));
    }
}
