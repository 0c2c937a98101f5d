package io.yarnflink.state.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RunnableFuture;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.state.CheckpointStreamFactory;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SavepointSnapshotStrategy;
import org.apache.flink.runtime.state.SharedStateRegistry;
import org.apache.flink.runtime.state.SharedStateRegistryImpl;
import org.apache.flink.runtime.state.SnapshotExecutionType;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.SnapshotStrategyRunner;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStreamFactory;

/** All subtasks of an operator, and what a coordinator does with their snapshots. */
@SuppressWarnings("try") // backends' close methods throw anything
final class Fleet implements AutoCloseable {

    /** Small enough that some files become part of metadata and some do not. */
    private static final int INLINED = 1_200;

    /** What the task's thread does after its part of a checkpoint. */
    interface Meanwhile {

        /** Before other threads begin theirs. */
        void beforeWriting() throws Exception;

        /** Beside them. */
        void whileWriting() throws Exception;
    }

    private final ExecutorService writers = Executors.newFixedThreadPool(2);
    private final CheckpointStreamFactory storage;
    private final SharedStateRegistry registry = new SharedStateRegistryImpl();
    private List<Subtask> subtasks = List.of();
    private List<KeyedStateHandle> latest = List.of();
    private long checkpoint;

    Fleet(Path folder) {
        var path = new org.apache.flink.core.fs.Path(folder.toUri());
        this.storage = new FsCheckpointStreamFactory(
                LocalFileSystem.getSharedInstance(),
                path,
                new org.apache.flink.core.fs.Path(path, "shared"),
                INLINED,
                4096);
    }

    List<Subtask> subtasks() {
        return subtasks;
    }

    Subtask of(String key) {
        int group = KeyGroupRangeAssignment.assignToKeyGroup(key, Subtask.KEY_GROUPS);
        return subtasks.stream()
                .filter(subtask -> subtask.backend.getKeyGroupRange().contains(group))
                .findFirst()
                .orElseThrow();
    }

    /** Ends what runs, and starts that many subtasks from {@code handles}. */
    void restart(StateBackend kind, int parallelism, List<KeyedStateHandle> handles) throws Exception {
        endAll();
        List<Subtask> started = new ArrayList<>();
        subtasks = started;
        for (int index = 0; index < parallelism; index++) {
            KeyGroupRange range = KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
                    Subtask.KEY_GROUPS, parallelism, index);
            List<KeyedStateHandle> own = new ArrayList<>();
            for (KeyedStateHandle handle : handles) {
                KeyedStateHandle part = handle.getIntersection(range);
                if (part != null) {
                    own.add(part);
                }
            }
            started.add(new Subtask(kind, range, own));
        }
    }

    /** Takes a checkpoint that completes, and deletes the one before; {@code meanwhile} runs while it is being written. */
    List<KeyedStateHandle> checkpoint(Meanwhile meanwhile) throws Exception {
        long id = ++checkpoint;
        List<KeyedStateHandle> taken = snapshot(id, meanwhile);
        taken.forEach(handle -> handle.registerSharedStates(registry, id));
        for (Subtask subtask : subtasks) {
            subtask.backend.notifyCheckpointComplete(id);
        }
        registry.unregisterUnusedState(id);
        for (KeyedStateHandle old : latest) {
            old.discardState();
        }
        latest = taken;
        return taken;
    }

    /** Takes a checkpoint that never completes. */
    void abortedCheckpoint(Meanwhile meanwhile) throws Exception {
        long id = ++checkpoint;
        for (KeyedStateHandle handle : snapshot(id, meanwhile)) {
            handle.discardState();
        }
        for (Subtask subtask : subtasks) {
            subtask.backend.notifyCheckpointAborted(id);
        }
    }

    /** Takes a checkpoint that is given up before anything of it has been written. */
    void cancelledCheckpoint() throws Exception {
        long id = ++checkpoint;
        for (Subtask subtask : subtasks) {
            begin(subtask, id).cancel(true);
            subtask.backend.notifyCheckpointAborted(id);
        }
    }

    private List<KeyedStateHandle> snapshot(long id, Meanwhile meanwhile) throws Exception {
        List<RunnableFuture<SnapshotResult<KeyedStateHandle>>> running = new ArrayList<>();
        for (Subtask subtask : subtasks) {
            running.add(begin(subtask, id));
        }
        meanwhile.beforeWriting();
        running.forEach(writers::execute);
        meanwhile.whileWriting();
        List<KeyedStateHandle> taken = new ArrayList<>();
        for (RunnableFuture<SnapshotResult<KeyedStateHandle>> one : running) {
            KeyedStateHandle handle = one.get().getJobManagerOwnedSnapshot();
            if (handle != null) {
                taken.add(handle);
            }
        }
        return taken;
    }

    private RunnableFuture<SnapshotResult<KeyedStateHandle>> begin(Subtask subtask, long id) throws Exception {
        return subtask.backend.snapshot(id, 0L, storage, CheckpointOptions.forCheckpointWithDefaultLocation());
    }

    /** Takes a canonical savepoint. */
    List<KeyedStateHandle> savepoint() throws Exception {
        List<KeyedStateHandle> taken = new ArrayList<>();
        for (Subtask subtask : subtasks) {
            var resources = subtask.backend.savepoint();
            var future = new SnapshotStrategyRunner<>(
                            "savepoint",
                            new SavepointSnapshotStrategy<>(resources.getSnapshotResources()),
                            new CloseableRegistry(),
                            SnapshotExecutionType.SYNCHRONOUS)
                    .snapshot(++checkpoint, 0L, storage, CheckpointOptions.forCheckpointWithDefaultLocation());
            KeyedStateHandle handle = future.get().getJobManagerOwnedSnapshot();
            if (handle != null) {
                taken.add(handle);
            }
        }
        return taken;
    }

    @Override
    public void close() throws Exception {
        endAll();
        writers.shutdownNow();
    }

    private void endAll() throws Exception {
        for (Subtask subtask : subtasks) {
            subtask.close();
        }
        subtasks = List.of();
    }
}
