package io.yarnflink.launcher.registry;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.remote.ClusterConnection;

/**
 * Removes the file of an application that has ended. Its ApplicationMaster does that itself when it ends in order; after
 * a kill whoever knows of the end does it, at the latest the next client's sweep.
 */
public final class EndedApplication {

    private EndedApplication() {}

    /**
     * Removes the file; no matter if it is gone already.
     *
     * @throws LauncherException if storage cannot be reached
     */
    public static void forget(ClusterConnection cluster, AppId id) throws LauncherException, InterruptedException {
        cluster.askStorage("removing the application's file", storage -> {
                    ApplicationFiles files = new ApplicationFiles(storage.fileSystem(), storage.layout());
                    files.remove(files.location(id));
                    return true;
                })
                .get();
    }
}
