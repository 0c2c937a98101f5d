package io.yarnflink.launcher;

import java.util.List;

/** Lists, describes and kills applications of type {@code yarn-flink}. */
public interface Applications {

    /**
     * Applications that YARN remembers, newest first.
     *
     * @param ended whether those that have ended are wanted too
     */
    List<ApplicationSummary> list(boolean ended) throws LauncherException, InterruptedException;

    /**
     * One application, with the ApplicationMaster's own status where it can be had in a short time.
     *
     * @throws ApplicationNotFoundException if YARN does not know it
     */
    ApplicationDetails status(AppId id) throws LauncherException, InterruptedException;

    /**
     * Kills an application, waits until YARN says that it is gone, and removes its application file. Killing one that has
     * ended only removes the file.
     *
     * @return the last view of it
     * @throws ApplicationNotFoundException if YARN does not know it
     */
    ApplicationSummary kill(AppId id) throws LauncherException, InterruptedException;
}
