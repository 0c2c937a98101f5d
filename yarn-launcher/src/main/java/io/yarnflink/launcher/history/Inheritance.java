package io.yarnflink.launcher.history;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.naming.LogicalName;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.runtime.log.LoggedApplication;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedJob;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the next attempt of an ApplicationMaster goes on from, as the application's log says. */
public final class Inheritance {

    private static final Logger LOG = LoggerFactory.getLogger(Inheritance.class);

    private Inheritance() {}

    /**
     * Looks into the log of one of this user's applications. Blocks on storage.
     *
     * @param name the application's
     * @return words for people; empty if the log cannot be read, as that of another user's application
     */
    public static Optional<String> of(ClusterConnection cluster, AppId id, String name) throws InterruptedException {
        try {
            LogicalName meant = LogicalName.parse(name);
            return cluster.askStorage(
                            "looking into the log of " + id,
                            storage -> new ApplicationLogs(storage.fileSystem(), storage.layout())
                                    .of(meant).stream()
                                            .filter(application ->
                                                    application.id().equals(id))
                                            .map(FormerApplication::known)
                                            .map(Inheritance::words)
                                            .findFirst())
                    .get();
        } catch (LauncherException e) {
            LOG.debug("What {} goes on from is not known", id, e);
            return Optional.empty();
        }
    }

    private static String words(LoggedApplication application) {
        List<LoggedJob> live =
                application.jobs().stream().filter(job -> job.end().isEmpty()).toList();
        return live.isEmpty()
                ? "the beginning"
                : live.stream().map(job -> words(job, live.size() > 1)).collect(Collectors.joining(", "));
    }

    private static String words(LoggedJob job, boolean oneOfMany) {
        String from = job.latest().map(Inheritance::words).orElse("the beginning");
        return oneOfMany ? from + " of job " + job.name() : from;
    }

    private static String words(LoggedCheckpoint checkpoint) {
        return (checkpoint.kind().isSavepoint() ? "savepoint " : "checkpoint ") + checkpoint.id();
    }
}
