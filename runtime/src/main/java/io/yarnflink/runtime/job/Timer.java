package io.yarnflink.runtime.job;

import org.apache.flink.api.common.JobID;

/** What a timer is for. A timer that has become pointless is not withdrawn but ignored when it fires. */
public sealed interface Timer {

    /** Time to look for workers that have fallen silent. */
    record CheckHeartbeats() implements Timer {}

    /** The pause before a restart is over. */
    record RestartPauseOver(JobID job) implements Timer {}

    /** The job has waited long enough for slots. */
    record SlotsOverdue(JobID job, long waitingSince) implements Timer {}

    /** A periodic checkpoint may be due. */
    record CheckpointDue(JobID job) implements Timer {}

    /** A checkpoint must be complete by now. */
    record CheckpointOverdue(JobID job, long checkpoint) implements Timer {}
}
