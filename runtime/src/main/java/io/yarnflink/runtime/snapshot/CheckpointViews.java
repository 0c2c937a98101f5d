package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.graph.JobTopology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What people are told of a job's checkpoints. Thread-safe by its lock: written by I/O threads, read by any. */
final class CheckpointViews {

    /** Savepoints are never subsumed, and a job may take one every hour for years. */
    private static final int NAMED_SAVEPOINTS = 100;

    private final JobTopology topology;
    private final List<CheckpointView> views = new ArrayList<>();

    CheckpointViews(JobTopology topology) {
        this.topology = topology;
    }

    synchronized void add(CompletedCheckpoint complete, boolean savepoint) {
        views.add(new CheckpointView(
                topology.job().toString(),
                topology.name(),
                complete.id(),
                savepoint,
                complete.order().timestamp(),
                complete.completedAt() - complete.order().timestamp(),
                complete.stateBytes(),
                complete.path()));
        if (views.stream().filter(CheckpointView::savepoint).count() > NAMED_SAVEPOINTS) {
            views.remove(
                    views.stream().filter(CheckpointView::savepoint).findFirst().orElseThrow());
        }
    }

    /** These checkpoints are gone; savepoints of these numbers stay. */
    synchronized void removeCheckpoints(List<Long> ids) {
        views.removeIf(view -> !view.savepoint() && ids.contains(view.id()));
    }

    /** This one is gone, whatever it was. */
    synchronized void remove(long id) {
        views.removeIf(view -> view.id() == id);
    }

    /** All, the newest last. */
    synchronized List<CheckpointView> all() {
        return views.stream()
                .sorted(Comparator.comparingLong(CheckpointView::id))
                .toList();
    }
}
