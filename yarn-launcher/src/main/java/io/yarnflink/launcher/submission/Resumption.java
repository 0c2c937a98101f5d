package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.configuration.StateKey;
import io.yarnflink.launcher.history.ResumePoint;
import io.yarnflink.launcher.history.ResumeWish;
import io.yarnflink.launcher.remote.ClusterConnection;
import java.util.Map;
import java.util.TreeMap;

/** Fills in what an application goes on from, when that is to be found by its name. */
final class Resumption {

    private Resumption() {}

    /**
     * The configuration with the newest usable state of the name as what the application starts from; as it is if nobody
     * asked for that, or there is none. Only for who has the name.
     */
    static Map<String, String> resumed(ClusterConnection cluster, Prepared prepared, OrderedListener listener)
            throws LauncherException, InterruptedException {
        if (!ResumeWish.of(prepared.configuration()).latest()) {
            return prepared.configuration();
        }
        // Not askStorage: what it finds to be wrong is told to the user as it is.
        ResumePoint point = cluster.calls()
                .call(
                        cluster.fileSystemService(),
                        "looking for what '" + prepared.name() + "' has left",
                        () -> ResumePoint.find(
                                cluster.storage().fileSystem(),
                                cluster.storage().layout(),
                                prepared.name()));
        point.notices().forEach(listener::notice);
        Map<String, String> resumed = new TreeMap<>(prepared.configuration());
        point.path().ifPresent(path -> resumed.put(StateKey.RESTORE_FROM.key(), path));
        return resumed;
    }
}
