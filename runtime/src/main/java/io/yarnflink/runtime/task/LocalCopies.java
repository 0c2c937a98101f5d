package io.yarnflink.runtime.task;

import io.yarnflink.runtime.deployment.JobDeployment;
import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.clusterframework.types.AllocationID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.LocalSnapshotDirectoryProviderImpl;
import org.apache.flink.runtime.state.OwnedTaskLocalStateStore;
import org.apache.flink.runtime.state.TaskLocalStateStore;
import org.apache.flink.runtime.state.TaskLocalStateStoreImpl;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Second copies of a job's checkpointed state on this machine's disks, where {@code execution.state-recovery.from-local} says
 * so. A subtask that is restarted on this machine begins from its copy if it is of the checkpoint and of the key groups
 * that the JobManager names, else, or if the copy turns out to be damaged, from storage. They go with the job, those of a process that was
 * killed as soon as another one here hears of newer checkpoints. Thread-safe.
 */
public final class LocalCopies implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalCopies.class);
    private static final Pattern CHECKPOINT = Pattern.compile("chk_(\\d+)");

    /** Flink keeps copies by slot; here a subtask finds its own in whichever slot it is. */
    private static final AllocationID ANY_SLOT = new AllocationID();

    private final JobID job;
    private final boolean restored;
    private final boolean kept;
    private final File[] roots;
    private final Executor executor;

    /** Guarded by this object's lock, as all below. */
    private final Map<Subtask, OwnedTaskLocalStateStore> stores = new HashMap<>();

    private long confirmed;
    private boolean closed;

    private record Subtask(JobVertexID vertex, int index) {

        /** As Flink calls it. */
        String folder() {
            return "vtx_" + vertex + "_sti_" + index;
        }
    }

    private LocalCopies(JobID job, boolean restored, boolean kept, File[] roots, Executor executor) {
        this.job = job;
        this.restored = restored;
        this.kept = kept;
        this.roots = roots;
        this.executor = executor;
    }

    /**
     * Those of one job.
     *
     * @param worker the TaskManager's configuration; the job's own comes before it
     * @param folders where they are kept, unless {@code execution.checkpointing.local-backup.dirs} says where
     * @param executor deletes what is not needed any more
     */
    public static LocalCopies of(JobDeployment job, Configuration worker, List<Path> folders, Executor executor) {
        Configuration both = new Configuration(worker);
        both.addAll(job.configuration());
        boolean restored = both.get(StateRecoveryOptions.LOCAL_RECOVERY);
        boolean kept = both.get(CheckpointingOptions.LOCAL_BACKUP_ENABLED);
        return new LocalCopies(job.job(), restored, kept, roots(both, folders), executor);
    }

    private static File[] roots(Configuration configuration, List<Path> folders) {
        String configured = configuration.get(CheckpointingOptions.LOCAL_RECOVERY_TASK_MANAGER_STATE_ROOT_DIRS);
        Stream<File> roots = configured == null || configured.isBlank()
                ? folders.stream().map(Path::toFile)
                : Arrays.stream(configured.split("[," + File.pathSeparator + "]", -1))
                        .map(File::new);
        return roots.toArray(File[]::new);
    }

    synchronized TaskLocalStateStore of(ExecutionAttemptID attempt) {
        if (closed || !(restored || kept)) {
            return new NoLocalState();
        }
        return stores.computeIfAbsent(new Subtask(attempt.getJobVertexId(), attempt.getSubtaskIndex()), this::storeOf);
    }

    private OwnedTaskLocalStateStore storeOf(Subtask subtask) {
        var places = new LocalSnapshotDirectoryProviderImpl(roots, job, subtask.vertex, subtask.index);
        var how = new LocalRecoveryConfig(restored, kept, places);
        return new TaskLocalStateStoreImpl(job, ANY_SLOT, subtask.vertex, subtask.index, how, executor) {

            @Override
            public void confirmCheckpoint(long checkpoint) {
                super.confirmCheckpoint(checkpoint);
                complete(checkpoint);
            }
        };
    }

    /** What is older than the checkpoint before this one has been removed by everybody who lives. */
    private synchronized void complete(long checkpoint) {
        if (checkpoint > confirmed && !closed) {
            long before = confirmed;
            confirmed = checkpoint;
            List<String> own = stores.keySet().stream().map(Subtask::folder).toList();
            executor.execute(() -> removeOlder(before, own));
        }
    }

    private void removeOlder(long checkpoint, List<String> own) {
        jobFolders()
                .flatMap(LocalCopies::list)
                .filter(subtask -> !own.contains(subtask.getName()))
                .flatMap(LocalCopies::list)
                .filter(copy -> isOlder(copy.getName(), checkpoint))
                .forEach(FileUtils::deleteDirectoryQuietly);
    }

    private static boolean isOlder(String folder, long checkpoint) {
        Matcher matcher = CHECKPOINT.matcher(folder);
        return matcher.matches() && Long.parseLong(matcher.group(1)) < checkpoint;
    }

    private Stream<File> jobFolders() {
        return Arrays.stream(roots).map(root -> new File(root, "jid_" + job));
    }

    private static Stream<File> list(File folder) {
        File[] files = folder.listFiles();
        return files == null ? Stream.empty() : Arrays.stream(files);
    }

    /** Deletes those of subtasks that were here. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // what cannot be deleted is logged
    public synchronized void close() {
        closed = true;
        CompletableFuture<?>[] gone =
                stores.values().stream().map(OwnedTaskLocalStateStore::dispose).toArray(CompletableFuture[]::new);
        stores.clear();
        CompletableFuture.allOf(gone)
                .whenComplete((done, failure) -> jobFolders().forEach(LocalCopies::removeIfEmpty));
    }

    private static void removeIfEmpty(File folder) {
        try {
            Files.delete(folder.toPath());
        } catch (NoSuchFileException | DirectoryNotEmptyException others) {
            LOG.debug("{} is somebody else's too, or nobody's", folder, others);
        } catch (IOException left) {
            LOG.warn("Could not delete {}; it goes with the application", folder, left);
        }
    }
}
