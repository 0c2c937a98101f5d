package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
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

    private static final String CHECKPOINT = "chk-";

    private final Map<String, Integer> existing = new HashMap<>();
    private final Set<String> folders = new TreeSet<>();
    private final Set<String> tidy = new HashSet<>();
    private final Set<String> late = new HashSet<>();
    private final List<Written> written = new ArrayList<>();
    private final Set<Written> told = new HashSet<>();

    /** Checkpoints are numbered; the folders of savepoints have names that nobody else chooses. */
    static String folder(SimulatedJob job, CheckpointOrder order, int epoch) {
        String kind = order.purpose().isSavepoint() ? "savepoint-" + epoch + "-" : CHECKPOINT;
        return job.topology().name() + "/" + kind + order.id();
    }

    /** Makes the folder of a checkpoint; no matter if it is there. */
    void makeFolder(String folder) {
        folders.add(folder);
    }

    /** The folders of a job's checkpoints, complete or not. */
    List<String> checkpointsOf(SimulatedJob job) {
        String prefix = job.topology().name() + "/" + CHECKPOINT;
        return folders.stream().filter(folder -> folder.startsWith(prefix)).toList();
    }

    static long numberOf(String checkpointFolder) {
        return Long.parseLong(checkpointFolder.substring(checkpointFolder.lastIndexOf('-') + 1));
    }

    /** Writes a task's state; the answer is what the task sends to the core. */
    SubtaskSnapshot write(SimulatedTask task, CheckpointOrder order, TaskState state) {
        String path = folder(task.part().job(), order, task.master().epoch()) + "/"
                + task.part().subtask() + "#" + task.attempt().getAttemptNumber();
        create(path, task.master().epoch());
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

    void create(String path, int epoch) {
        folders.add(path.substring(0, path.lastIndexOf('/')));
        Integer before = existing.put(path, epoch);
        check(before == null || before == epoch, "Attempts %d and %d both write %s", before, epoch, path);
        if (tidy.contains(path.substring(0, path.indexOf('/')))) {
            late.add(path);
        }
    }

    /** Nothing is kept any more of what lies in these folders and is not needed: what comes later is late. */
    void tidiedUp(SimulatedJob job) {
        tidy.add(job.topology().name());
    }

    /** Whether a file was written when all of its job had been tidied up, or into a savepoint. */
    boolean isLate(String path) {
        return late.contains(path) || path.contains("/savepoint-");
    }

    /** The attempt of the ApplicationMaster for which a file was written. */
    int epochOf(String path) {
        return existing.getOrDefault(path, 0);
    }

    boolean exists(String path) {
        return existing.containsKey(path);
    }

    void delete(String path) {
        existing.remove(path);
    }

    /** Deletes all that is in a folder. */
    void empty(String folder) {
        existing.keySet().removeIf(path -> path.startsWith(folder + "/"));
    }

    /** Deletes a folder with all that is in it. */
    void deleteFolder(String folder) {
        folders.remove(folder);
        existing.keySet().removeIf(path -> path.startsWith(folder + "/"));
    }

    Set<String> all() {
        return existing.keySet();
    }
}
