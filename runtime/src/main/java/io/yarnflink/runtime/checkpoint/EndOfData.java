package io.yarnflink.runtime.checkpoint;

import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * How a bounded job comes to its end. A task at the end of its data waits for a checkpoint that begins after that, to commit
 * what it wrote last, and then finishes. Once all tasks wait, there is no reason to wait for the interval. Owned by the
 * core's thread.
 */
final class EndOfData {

    private final JobTopology topology;
    private final CheckpointedJob job;
    private final Set<Subtask> atEnd = new HashSet<>();
    private final Set<Subtask> leaving = new HashSet<>();
    private long lastCheckpoint;
    private boolean lastIsWanted;

    EndOfData(JobTopology topology, CheckpointedJob job) {
        this.topology = topology;
        this.job = job;
    }

    /** Tasks at the end of their data. */
    Set<Subtask> tasks() {
        return Set.copyOf(atEnd);
    }

    /** Whether all tasks that run wait for nothing but a checkpoint. */
    boolean lastIsWanted() {
        return lastIsWanted;
    }

    /** Whether tasks are about to finish that would not take part in a checkpoint any more. */
    boolean someAreLeaving() {
        return !leaving.isEmpty();
    }

    /** A running task has processed all its input. */
    void atEnd(Subtask subtask) {
        if (atEnd.add(subtask)) {
            look();
        }
    }

    /** A task has finished, and maybe those that are left wait for nothing but a checkpoint. */
    void taskFinished(Subtask subtask) {
        atEnd.remove(subtask);
        leaving.remove(subtask);
        look();
    }

    private void look() {
        lastIsWanted = lastIsWanted || (lastCheckpoint == 0 && !atEnd.isEmpty() && nothingElseRuns());
    }

    private boolean nothingElseRuns() {
        return topology.subtasks().stream()
                .allMatch(subtask -> atEnd.contains(subtask) || job.stageOf(subtask) == TaskStage.FINISHED);
    }

    /** The last checkpoint is on its way. If it fails, the next periodic one takes its place. */
    void lastBegins(long checkpoint) {
        lastIsWanted = false;
        lastCheckpoint = checkpoint;
    }

    /** A checkpoint failed because a task of its plan finished without it: another is due for those that are left. */
    void overtaken(long checkpoint) {
        if (lastCheckpoint == checkpoint) {
            lastCheckpoint = 0;
        }
    }

    /** A checkpoint is complete that began when these tasks were at the end of their data. */
    void leave(Collection<Subtask> ready) {
        for (Subtask subtask : ready) {
            if (atEnd.contains(subtask)) {
                leaving.add(subtask);
            }
        }
    }

    /** These tasks start over. */
    void forget(Collection<Subtask> subtasks) {
        atEnd.removeAll(subtasks);
        leaving.removeAll(subtasks);
        lastIsWanted = false;
        lastCheckpoint = 0;
    }
}
