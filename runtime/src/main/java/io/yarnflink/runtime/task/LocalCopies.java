package io.yarnflink.runtime.task;

import io.yarnflink.runtime.deployment.JobDeployment;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.clusterframework.types.AllocationID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.state.TaskExecutorLocalStateStoresManager;
import org.apache.flink.runtime.state.TaskLocalStateStore;
import org.apache.flink.util.Reference;
import org.jspecify.annotations.Nullable;

/**
 * Second copies of a job's checkpointed state on this machine's disks, where {@code execution.state-recovery.from-local} says
 * so. A subtask that is restarted on this TaskManager begins from its copy if it is of the checkpoint and of the key groups
 * that the JobManager names, else, or if the copy turns out to be damaged, from storage. They go with the job. Thread-safe.
 */
public final class LocalCopies implements AutoCloseable {

    /** Flink keeps copies by slot; here a subtask finds its own in whichever slot it is. */
    private static final AllocationID ANY_SLOT = new AllocationID();

    private final JobID job;
    private final Configuration configuration;
    private final @Nullable TaskExecutorLocalStateStoresManager stores;

    private LocalCopies(
            JobID job, Configuration configuration, @Nullable TaskExecutorLocalStateStoresManager stores) {
        this.job = job;
        this.configuration = configuration;
        this.stores = stores;
    }

    /**
     * Those of one job.
     *
     * @param worker the TaskManager's configuration; the job's own comes before it
     * @param folders where they are kept, unless {@code execution.checkpointing.local-backup.dirs} says where
     * @param executor deletes what is not needed any more
     * @throws IOException if folders cannot be made
     */
    public static LocalCopies of(JobDeployment job, Configuration worker, List<Path> folders, Executor executor)
            throws IOException {
        Configuration both = new Configuration(worker);
        both.addAll(job.configuration());
        boolean restored = both.get(StateRecoveryOptions.LOCAL_RECOVERY);
        boolean kept = both.get(CheckpointingOptions.LOCAL_BACKUP_ENABLED);
        if (!restored && !kept) {
            return new LocalCopies(job.job(), both, null);
        }
        File[] roots = roots(both, folders)
                .map(folder -> new File(folder, "local-state-" + job.job()))
                .toArray(File[]::new);
        return new LocalCopies(
                job.job(),
                both,
                new TaskExecutorLocalStateStoresManager(restored, kept, Reference.owned(roots), executor));
    }

    private static Stream<File> roots(Configuration configuration, List<Path> folders) {
        String configured = configuration.get(CheckpointingOptions.LOCAL_RECOVERY_TASK_MANAGER_STATE_ROOT_DIRS);
        return configured == null || configured.isBlank()
                ? folders.stream().map(Path::toFile)
                : Arrays.stream(configured.split("[," + File.pathSeparator + "]", -1))
                        .map(File::new);
    }

    TaskLocalStateStore of(ExecutionAttemptID attempt) {
        return stores == null
                ? new NoLocalState()
                : stores.localStateStoreForSubtask(
                        job,
                        ANY_SLOT,
                        attempt.getJobVertexId(),
                        attempt.getSubtaskIndex(),
                        configuration,
                        configuration);
    }

    /** Deletes them. */
    @Override
    public void close() {
        if (stores != null) {
            stores.shutdown();
        }
    }
}
