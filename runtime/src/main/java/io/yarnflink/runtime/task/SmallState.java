package io.yarnflink.runtime.task;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;

/**
 * Decides up to which size an operator's state travels to the JobManager and into the checkpoint's one metadata file, rather
 * than into a file of its own: the fewer operators a job has, the larger each one's share of what the JobManager is ready to
 * hold. Where the user has said so, nothing is decided.
 */
final class SmallState {

    /** What one checkpoint may bring to the JobManager in this way. */
    static final MemorySize BUDGET = MemorySize.ofMebiBytes(8);

    /** Flink accepts no more. */
    static final MemorySize MOST = MemorySize.ofMebiBytes(1);

    /** An operator may have keyed and operator state, each of which is a state of its own here. */
    private static final int STATES_PER_OPERATOR = 2;

    private SmallState() {}

    /**
     * Sets {@code execution.checkpointing.data-inline-threshold} in the job's configuration.
     *
     * @param job the task's copy of the job's configuration
     * @param worker the TaskManager's configuration
     * @param operators how many operators the job's subtasks have in all
     */
    static void decide(Configuration job, Configuration worker, int operators) {
        boolean said = job.contains(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD)
                || worker.contains(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD);
        // Other backends write many files for one state, and go on referring to them.
        String backend = job.getOptional(StateBackendOptions.STATE_BACKEND)
                .orElseGet(() -> worker.get(StateBackendOptions.STATE_BACKEND));
        boolean onHeap = backend.equals(StateBackendOptions.STATE_BACKEND.defaultValue());
        // In-flight data is referred to once for each channel, and would be in the metadata as often.
        boolean inflight = CheckpointingOptions.isUnalignedCheckpointEnabled(job);
        if (said || inflight || !onHeap || operators <= 0) {
            return;
        }
        long share = BUDGET.getBytes() / ((long) operators * STATES_PER_OPERATOR);
        long least = CheckpointingOptions.FS_SMALL_FILE_THRESHOLD.defaultValue().getBytes();
        long threshold = Math.max(least, Math.min(share, MOST.getBytes()));
        job.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, new MemorySize(threshold));
    }
}
