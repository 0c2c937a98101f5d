package io.yarnflink.launcher.registry;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.history.EndedLogs;
import io.yarnflink.launcher.naming.LogicalName;
import io.yarnflink.launcher.naming.NameClaims;
import io.yarnflink.launcher.naming.NameOwner;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.remote.ClusterConnection.Storage;
import java.io.IOException;
import java.util.Optional;

/**
 * Removes what an application that has ended does not need any more: the claim of its name, what nobody needs of its log,
 * and its file. Its
 * ApplicationMaster does that itself when it ends in order; after a kill whoever knows of the end does it, at the latest
 * the next client's sweep.
 */
public final class EndedApplication {

    private EndedApplication() {}

    /**
     * Removes all of it; no matter if it is gone already.
     *
     * @throws LauncherException if storage cannot be reached
     */
    public static void forget(ClusterConnection cluster, AppId id) throws LauncherException, InterruptedException {
        cluster.askStorage("removing the application's file", storage -> {
                    forget(storage, id);
                    return true;
                })
                .get();
    }

    private static void forget(Storage storage, AppId id) throws IOException {
        ApplicationFiles files = new ApplicationFiles(storage.fileSystem(), storage.layout());
        Optional<ApplicationRecord> record = files.read(id);
        if (record.isPresent()) {
            NameClaims claims = new NameClaims(storage.fileSystem(), storage.layout());
            LogicalName name = new LogicalName(record.get().name());
            Optional<NameOwner> owner =
                    claims.owner(name).filter(known -> known.application().equals(id));
            if (owner.isPresent()) {
                claims.release(name, owner.get());
            }
            new EndedLogs(storage.fileSystem(), storage.layout())
                    .sweep(record.get().name(), id);
        }
        files.remove(files.location(id));
    }
}
