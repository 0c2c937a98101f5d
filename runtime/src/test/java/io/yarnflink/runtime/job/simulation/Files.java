package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;

/** A file system with a folder for each checkpoint, and what tasks wrote into which file. */
final class Files {

    /**
     * One task's state in one checkpoint.
     *
     * @param path of its file
     * @param part whose
     * @param attempt who wrote it
     * @param checkpoint for which checkpoint
     * @param state what is in it
     */
    record Written(String path, World.Part part, ExecutionAttemptID attempt, long checkpoint, TaskState state) {}

    private final Set<String> existing = new HashSet<>();
    private final List<Written> written = new ArrayList<>();
    private final Set<Written> told = new HashSet<>();

    static String folder(SimulatedJob job, CheckpointOrder order) {
        String kind = order.purpose().isSavepoint() ? "/savepoint-" : "/chk-";
        return job.topology().name() + kind + order.id();
    }

    /** Writes a task's state; the answer is what the task sends to the core. */
    SubtaskSnapshot write(SimulatedTask task, CheckpointOrder order, TaskState state) {
        String path = folder(task.part().job(), order) + "/" + task.part().subtask() + "#"
                + task.attempt().getAttemptNumber();
        create(path);
        written.add(new Written(path, task.part(), task.attempt(), order.id(), state));
        byte[] key =
                ByteBuffer.allocate(Integer.BYTES).putInt(written.size() - 1).array();
        return new SubtaskSnapshot(key, 1, 1, 0, 0, 0);
    }

    /** What a snapshot is about. */
    Written read(SubtaskSnapshot snapshot) {
        check(snapshot.state().length == Integer.BYTES, "A snapshot that no task has made");
        return written.get(ByteBuffer.wrap(snapshot.state()).getInt());
    }

    /** The core has heard of a file. */
    void told(SubtaskSnapshot snapshot) {
        told.add(read(snapshot));
    }

    /** Files that the core cannot know of, since whoever wrote them could not tell. */
    Set<String> untold() {
        Set<String> untold = new HashSet<>();
        for (Written one : written) {
            if (!told.contains(one)) {
                untold.add(one.path());
            }
        }
        return untold;
    }

    void create(String path) {
        existing.add(path);
    }

    boolean exists(String path) {
        return existing.contains(path);
    }

    void delete(String path) {
        existing.remove(path);
    }

    /** Deletes a folder with all that is in it. */
    void deleteFolder(String folder) {
        existing.removeIf(path -> path.startsWith(folder + "/"));
    }

    Set<String> all() {
        return existing;
    }
}
