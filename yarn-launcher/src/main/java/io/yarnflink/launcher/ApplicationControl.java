package io.yarnflink.launcher;

import io.yarnflink.runtime.application.CheckpointView;
import java.util.List;
import java.util.Optional;

/**
 * Asks running applications for something, through their ApplicationMasters. Who may read the application's file may ask:
 * its owner, and whom {@code yarn.modify.acls} named at submission.
 *
 * <p>Every method fails with {@link ApplicationNotFoundException} if YARN does not know the application, with
 * {@link ApplicationNotLiveException} if it has ended, ends meanwhile or has not started, with
 * {@link AccessRefusedException} if the user may not ask, and with {@link ClusterUnreachableException} if the
 * ApplicationMaster does not answer.
 */
public interface ApplicationControl {

    /**
     * Takes a savepoint. Blocks until it is complete and the job, if it was to stop, has stopped.
     *
     * @return the savepoint's path
     * @throws BadUsageException if it is not clear which job is meant
     * @throws RequestFailedException if the application could not do it; nothing has changed then
     */
    String savepoint(AppId id, SavepointWish wish) throws LauncherException, InterruptedException;

    /** Cancels all jobs and with them the application. Blocks until YARN says that it has ended; tells how. */
    Outcome cancel(AppId id, WatchListener listener) throws LauncherException, InterruptedException;

    /**
     * Waits for the end of an application of which a job has stopped.
     *
     * @return how it ended; empty if it goes on, because another job of it has not ended
     */
    Optional<Outcome> awaitEnd(AppId id, WatchListener listener) throws LauncherException, InterruptedException;

    /** Completed checkpoints and savepoints that the application knows, of all its jobs, the newest last. */
    List<CheckpointView> checkpoints(AppId id) throws LauncherException, InterruptedException;
}
