package io.yarnflink.runtime.checkpoint;

import java.time.Duration;
import java.util.Optional;

/**
 * How a job takes checkpoints. Names and meanings are those of Flink's {@code execution.checkpointing.*} keys.
 *
 * @param interval between the triggers of periodic checkpoints; empty if none are taken
 * @param timeout a checkpoint that is not complete after so long is aborted
 * @param minimumPause between the end of a checkpoint and the trigger of the next
 * @param maximumConcurrent no periodic checkpoint begins while so many checkpoints and savepoints are under way
 * @param tolerableFailures how many may fail in a row before the job does
 * @param afterTasksFinish whether checkpoints go on when some tasks have finished, and a last one is taken at the end
 * @param retained how many completed checkpoints are kept, at least 1
 * @param firstIsFull whether the first checkpoint must not share files with what the job was restored from
 */
public record CheckpointSettings(
        Optional<Duration> interval,
        Duration timeout,
        Duration minimumPause,
        int maximumConcurrent,
        int tolerableFailures,
        boolean afterTasksFinish,
        int retained,
        boolean firstIsFull) {

    /** No periodic checkpoints; savepoints can still be taken. */
    public static CheckpointSettings none() {
        return new CheckpointSettings(Optional.empty(), Duration.ofMinutes(10), Duration.ZERO, 1, 0, true, 1, false);
    }
}
