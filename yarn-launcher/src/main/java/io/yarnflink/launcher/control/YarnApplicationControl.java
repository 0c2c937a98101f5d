package io.yarnflink.launcher.control;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ApplicationControl;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.Outcome;
import io.yarnflink.launcher.SavepointWish;
import io.yarnflink.launcher.WatchListener;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.watching.YarnApplicationWatcher;
import io.yarnflink.runtime.application.CheckpointView;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Asks applications on YARN. Thread-safe; each call belongs to its caller's thread. */
public final class YarnApplicationControl implements ApplicationControl {

    private final ClusterConnection cluster;

    /** Applications of one cluster. */
    public YarnApplicationControl(ClusterConnection cluster) {
        this.cluster = cluster;
    }

    @Override
    public String savepoint(AppId id, SavepointWish wish) throws LauncherException, InterruptedException {
        Optional<String> directory = Optional.empty();
        if (wish.directory().isPresent()) {
            directory = Optional.of(withFileSystem(wish.directory().get()));
        }
        try (MasterSession session = MasterSession.open(cluster, id)) {
            String job = JobChoice.choose(id, session.status(), wish.job());
            return session.await(
                    session.client().savepoint(Optional.of(job), wish.goal(), directory, wish.canonical()));
        }
    }

    /** A path without a file system would be taken for one on the disk of whichever node writes it. */
    private String withFileSystem(String directory) throws LauncherException, InterruptedException {
        Path path = new Path(directory);
        if (path.toUri().getScheme() != null) {
            return directory;
        }
        return cluster.askStorage(
                        "looking for its home folder",
                        storage -> path.makeQualified(
                                        FileSystem.getDefaultUri(
                                                storage.fileSystem().getConf()),
                                        storage.fileSystem().getWorkingDirectory())
                                .toString())
                .get();
    }

    @Override
    public Outcome cancel(AppId id, WatchListener listener) throws LauncherException, InterruptedException {
        try (MasterSession session = MasterSession.open(cluster, id)) {
            session.client().cancel();
            // The connection stays open until the end is known, lest it closes before the wish has been heard.
            return new YarnApplicationWatcher(cluster).follow(id, listener);
        }
    }

    @Override
    public Optional<Outcome> awaitEnd(AppId id, WatchListener listener) throws LauncherException, InterruptedException {
        return new YarnApplicationWatcher(cluster)
                .followUnless(id, status -> !JobChoice.live(status).isEmpty(), listener);
    }

    @Override
    public List<CheckpointView> checkpoints(AppId id) throws LauncherException, InterruptedException {
        try (MasterSession session = MasterSession.open(cluster, id)) {
            return session.await(session.client().checkpoints());
        }
    }
}
