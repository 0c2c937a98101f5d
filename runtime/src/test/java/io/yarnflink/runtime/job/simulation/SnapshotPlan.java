package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a job has to do with checkpoints.
 *
 * @param settings how it takes them
 * @param wishes for savepoints
 * @param retained whether its checkpoints outlive it
 * @param continues whether another job goes on from where this one was stopped or canceled
 * @param lineage the same number for a job and those that continue it
 * @param restored what it begins from
 */
record SnapshotPlan(
        CheckpointSettings settings,
        List<Wish> wishes,
        boolean retained,
        boolean continues,
        int lineage,
        Optional<CompletedCheckpoint> restored) {

    /**
     * Somebody wants a savepoint.
     *
     * @param after so many milliseconds after the job's submission
     */
    record Wish(long after, CheckpointPurpose purpose) {}

    static SnapshotPlan some(int lineage, Chance chance) {
        List<Wish> wishes = new ArrayList<>();
        int count = chance.happens(0.4) ? chance.between(1, 3) : 0;
        for (int w = 0; w < count; w++) {
            CheckpointPurpose purpose = chance.of(List.of(
                    CheckpointPurpose.SAVEPOINT,
                    CheckpointPurpose.SAVEPOINT,
                    CheckpointPurpose.SUSPEND,
                    CheckpointPurpose.DRAIN));
            wishes.add(new Wish(chance.between(0, 40_000), purpose));
        }
        return new SnapshotPlan(
                settings(chance), wishes, chance.happens(0.3), chance.happens(0.6), lineage, Optional.empty());
    }

    private static CheckpointSettings settings(Chance chance) {
        Optional<Duration> interval = chance.happens(0.75)
                ? Optional.of(Duration.ofMillis(chance.of(List.of(500, 1_500, 4_000))))
                : Optional.empty();
        return new CheckpointSettings(
                interval,
                Duration.ofMillis(chance.of(List.of(3_000, 8_000, 20_000))),
                Duration.ofMillis(chance.of(List.of(0, 300, 2_500))),
                chance.between(1, 3),
                chance.of(List.of(0, 1, 3, Integer.MAX_VALUE)),
                chance.happens(0.85),
                chance.between(1, 3),
                false);
    }

    /** Neither checkpoints nor savepoints. */
    static SnapshotPlan none(int lineage) {
        return new SnapshotPlan(CheckpointSettings.none(), List.of(), false, false, lineage, Optional.empty());
    }

    /** For the job that goes on from a checkpoint, and does not have to share files with it if it does not own it. */
    SnapshotPlan continuedFrom(CompletedCheckpoint checkpoint, boolean claims) {
        CheckpointSettings then = new CheckpointSettings(
                settings.interval(),
                settings.timeout(),
                settings.minimumPause(),
                settings.maximumConcurrent(),
                settings.tolerableFailures(),
                settings.afterTasksFinish(),
                settings.retained(),
                !claims);
        return new SnapshotPlan(then, List.of(), retained, false, lineage, Optional.of(checkpoint));
    }
}
