package io.yarnflink.launcher.embedded;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.ApplicationReport;
import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what runs on a cluster that is about to stop, so that its servers need not wait for ApplicationMasters. */
final class RunningApplications {

    private static final Logger LOG = LoggerFactory.getLogger(RunningApplications.class);

    private static final EnumSet<YarnApplicationState> UNFINISHED = EnumSet.of(
            YarnApplicationState.NEW,
            YarnApplicationState.NEW_SAVING,
            YarnApplicationState.SUBMITTED,
            YarnApplicationState.ACCEPTED,
            YarnApplicationState.RUNNING);

    private RunningApplications() {}

    /** Kills every unfinished application and returns when YARN says so. Failures are logged: the cluster goes anyway. */
    static void killAll(Configuration configuration) {
        try (YarnClient client = YarnClient.createYarnClient()) {
            client.init(configuration);
            client.start();
            List<ApplicationReport> running = client.getApplications(UNFINISHED);
            for (ApplicationReport report : running) {
                client.killApplication(report.getApplicationId(), "The embedded cluster is stopped");
            }
        } catch (IOException | YarnException | RuntimeException e) {
            LOG.warn("Running applications could not be killed one by one; the nodes will end them", e);
        }
    }
}
