package io.yarnflink.launcher.watching;

import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.MasterLoss;
import io.yarnflink.launcher.history.Inheritance;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.yarn.YarnReport;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out why an ApplicationMaster was lost and what its successor goes on from. */
public final class MasterLosses {

    private static final Logger LOG = LoggerFactory.getLogger(MasterLosses.class);

    private MasterLosses() {}

    /**
     * The last one, some time ago; empty if YARN has started the ApplicationMaster only once. Blocks; what cannot be found
     * out is left open.
     */
    public static Optional<MasterLoss> last(ClusterConnection cluster, YarnReport report) throws InterruptedException {
        int attempt = report.attempt();
        return attempt < 2
                ? Optional.empty()
                : Optional.of(new MasterLoss(attempt, reason(cluster, report, attempt - 1), Optional.empty()));
    }

    /** One that has just been noticed: what the next attempt goes on from is the newest that there is. Blocks. */
    static MasterLoss now(ClusterConnection cluster, YarnReport report) throws InterruptedException {
        return new MasterLoss(
                report.attempt(),
                reason(cluster, report, report.attempt() - 1),
                Inheritance.of(cluster, report.summary().id(), report.summary().name()));
    }

    private static String reason(ClusterConnection cluster, YarnReport report, int lost) throws InterruptedException {
        try {
            return LossReason.of(cluster.askResourceManager(
                            "asking how attempt " + lost + " ended",
                            manager ->
                                    manager.attemptDiagnostics(report.summary().id(), lost))
                    .get());
        } catch (LauncherException e) {
            LOG.debug("YARN does not tell how attempt {} ended", lost, e);
            return "";
        }
    }
}
