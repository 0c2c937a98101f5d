package io.yarnflink.launcher.watching;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ApplicationWatcher;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.SubmittedApplication;
import io.yarnflink.launcher.WatchListener;
import io.yarnflink.launcher.registry.ApplicationFiles;
import io.yarnflink.launcher.registry.ApplicationRecord;
import io.yarnflink.launcher.registry.EndedApplication;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows applications on YARN. Thread-safe; each {@code follow} belongs to its caller's thread. */
public final class YarnApplicationWatcher implements ApplicationWatcher {

    private static final Logger LOG = LoggerFactory.getLogger(YarnApplicationWatcher.class);

    private final ClusterConnection cluster;

    /** Follows applications of one cluster. */
    public YarnApplicationWatcher(ClusterConnection cluster) {
        this.cluster = cluster;
    }

    @Override
    public Outcome follow(SubmittedApplication application, WatchListener listener)
            throws LauncherException, InterruptedException {
        return follow(application.id(), Optional.of(application.identity()), listener);
    }

    @Override
    public Outcome follow(AppId id, WatchListener listener) throws LauncherException, InterruptedException {
        Optional<ApplicationIdentity> identity = cluster.askStorage(
                        "reading the application's file",
                        storage -> new ApplicationFiles(storage.fileSystem(), storage.layout()).read(id))
                .get()
                .map(ApplicationRecord::identity);
        return follow(id, identity, listener);
    }

    private Outcome follow(AppId id, Optional<ApplicationIdentity> identity, WatchListener listener)
            throws LauncherException, InterruptedException {
        try (Watch watch = new Watch(cluster, id, identity, listener)) {
            Outcome outcome = watch.untilTheEnd();
            if (outcome instanceof Outcome.Killed || outcome instanceof Outcome.Failed) {
                cleanUpAfter(id);
            }
            return outcome;
        }
    }

    /** Its ApplicationMaster may have had no time to. What cannot be removed now is left to the next client's sweep. */
    private void cleanUpAfter(AppId id) throws InterruptedException {
        try {
            EndedApplication.forget(cluster, id);
        } catch (LauncherException e) {
            LOG.debug("The file of {} is left to the next client", id, e);
        }
    }
}
