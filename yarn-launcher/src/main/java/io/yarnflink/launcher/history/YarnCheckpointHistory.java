package io.yarnflink.launcher.history;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.CheckpointHistory;
import io.yarnflink.launcher.Cleaning;
import io.yarnflink.launcher.CleaningWish;
import io.yarnflink.launcher.KeptCheckpoint;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.naming.LogicalName;
import io.yarnflink.launcher.naming.NameClaim;
import io.yarnflink.launcher.remote.ClusterConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What applications have left on the file system of one cluster. Thread-safe. */
public final class YarnCheckpointHistory implements CheckpointHistory {

    private final ClusterConnection cluster;

    /** Applications of one cluster. */
    public YarnCheckpointHistory(ClusterConnection cluster) {
        this.cluster = cluster;
    }

    @Override
    public List<KeptCheckpoint> of(String name) throws LauncherException, InterruptedException {
        LogicalName meant = LogicalName.parse(name);
        return cluster.askStorage("looking for what '" + meant + "' has left", storage -> {
                    StoredState stored = new StoredState(storage.fileSystem());
                    List<KeptCheckpoint> left = new ArrayList<>();
                    for (FormerApplication application :
                            new ApplicationLogs(storage.fileSystem(), storage.layout()).of(meant)) {
                        for (KeptCheckpoint state : application.states()) {
                            if (stored.exists(state)) {
                                left.add(state);
                            }
                        }
                    }
                    return left;
                })
                .get();
    }

    @Override
    public Cleaning clean(String name, CleaningWish wish) throws LauncherException, InterruptedException {
        LogicalName meant = LogicalName.parse(name);
        AppId placeholder = cluster.askResourceManager(
                        "asking for an application id", manager -> manager.newApplication())
                .get()
                .id();
        NameClaim claim = new NameClaim(cluster, meant, placeholder);
        Optional<AppId> live = claim.liveOwner();
        if (wish.dryRun() || live.isPresent()) {
            return clean(meant, live, wish);
        }
        // As if it were an application: none that begins meanwhile can choose what is about to go.
        claim.take();
        try {
            return clean(meant, live, wish);
        } finally {
            claim.giveBack();
        }
    }

    private Cleaning clean(LogicalName name, Optional<AppId> live, CleaningWish wish)
            throws LauncherException, InterruptedException {
        return cluster.askStorage(
                        "removing checkpoints of '" + name + "'",
                        storage -> new Cleaner(storage.fileSystem(), storage.layout())
                                .clean(name, live, wish, cluster.clock().now()))
                .getUnbounded();
    }
}
