package io.yarnflink.runtime.task;

import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.filemerging.FileMergingSnapshotManager;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.state.FileMergingSnapshotManagerClosableWrapper;
import org.apache.flink.runtime.state.TaskExecutorFileMergingManager;

/**
 * Lets the attempts of one job on this TaskManager put their state into the same files, where
 * {@code execution.checkpointing.file-merging.enabled} says so. A file goes when nothing of it is needed any more; what is
 * left of a TaskManager that is gone belongs to the checkpoints that refer to it. Thread-safe.
 */
public final class MergedFiles implements AutoCloseable {

    private final TaskExecutorFileMergingManager manager = new TaskExecutorFileMergingManager();
    private final ResourceID worker;
    private final Configuration configuration;

    /**
     * Opens nothing yet.
     *
     * @param worker names the TaskManager, and with it the folder of its files
     * @param configuration of the TaskManager; a job's own comes before it
     */
    public MergedFiles(ResourceID worker, Configuration configuration) {
        this.worker = worker;
        this.configuration = new Configuration(configuration);
        if (!configuration.contains(CheckpointingOptions.FILE_MERGING_POOL_BLOCKING)) {
            // Otherwise tasks that write at the same time, as they mostly do, take a new file each.
            this.configuration.set(CheckpointingOptions.FILE_MERGING_POOL_BLOCKING, true);
        }
    }

    /** The job's files for one more attempt, which leaves them by closing; empty if the job does not merge files. */
    Optional<FileMergingSnapshotManagerClosableWrapper> join(JobServices.Parts job, ExecutionAttemptID attempt) {
        Configuration own = job.deployment().configuration();
        if (!CheckpointingOptions.isCheckpointingEnabled(own)) {
            // Savepoints are never merged, and folders need not be made for nothing.
            return Optional.empty();
        }
        JobID id = job.deployment().job();
        FileMergingSnapshotManager files =
                manager.fileMergingSnapshotManagerForTask(id, worker, attempt, configuration, own, job.metrics());
        return Optional.ofNullable(files)
                .map(joined -> FileMergingSnapshotManagerClosableWrapper.of(joined, () -> leave(id, attempt)));
    }

    private void leave(JobID job, ExecutionAttemptID attempt) {
        manager.releaseMergingSnapshotManagerForTask(job, attempt);
    }

    /** Closes the files of all jobs. */
    @Override
    public void close() {
        manager.shutdown();
    }
}
