package io.yarnflink.launcher.history;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.KeptCheckpoint;
import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.log.LoggedApplication;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.log.LoggedJob;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * An application that has, or had, a name.
 *
 * @param id YARN's
 * @param folder what is kept of it, its log among it
 * @param began when its log was begun, by the file system's clock
 * @param known what its log says
 */
record FormerApplication(AppId id, Path folder, Instant began, LoggedApplication known) {

    /** Its checkpoints and savepoints, the newest first. */
    List<KeptCheckpoint> states() {
        List<KeptCheckpoint> states = new ArrayList<>();
        for (LoggedJob job : known.jobs()) {
            job.checkpoints().forEach(checkpoint -> states.add(new KeptCheckpoint(id, view(job, checkpoint))));
        }
        states.sort(
                Comparator.comparingLong((KeptCheckpoint state) -> state.view().triggeredAt())
                        .thenComparingLong(state -> state.view().id())
                        .reversed());
        return states;
    }

    /**
     * Whether what its forerunners left is out of date, although it may have left nothing: a job of it came to an end that
     * was wanted, and nobody goes on from what was before that.
     */
    boolean hasComeToAnEnd() {
        return known.jobs().stream()
                .flatMap(job -> job.end().stream())
                .anyMatch(end -> end.result() != LoggedEnd.Result.FAILED);
    }

    private static CheckpointView view(LoggedJob job, LoggedCheckpoint checkpoint) {
        return new CheckpointView(
                job.id(),
                job.name(),
                checkpoint.id(),
                checkpoint.kind().isSavepoint(),
                checkpoint.triggeredAt(),
                checkpoint.completedAt() - checkpoint.triggeredAt(),
                checkpoint.stateBytes(),
                checkpoint.path());
    }
}
