package io.yarnflink.am.yarn;

import io.yarnflink.am.outcome.ApplicationOutcome;
import java.io.IOException;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.client.api.AMRMClient;
import org.apache.hadoop.yarn.client.api.AMRMClient.ContainerRequest;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** Of an ApplicationMaster that could not start: it registers only to say so, and YARN starts no other. */
public final class Resignation {

    private static final int NO_PORT = -1;

    private Resignation() {}

    /**
     * Ends the application as failed. Blocks.
     *
     * @param outcome says why
     * @throws IOException if the ResourceManager could not be told
     */
    public static void tell(ApplicationOutcome outcome) throws IOException {
        AMRMClient<ContainerRequest> resourceManager = AMRMClient.createAMRMClient();
        try {
            resourceManager.init(MasterSettings.read());
            resourceManager.start();
            resourceManager.registerApplicationMaster("", NO_PORT, "");
            resourceManager.unregisterApplicationMaster(
                    FinalApplicationStatus.FAILED, outcome.failure().orElse(""), "");
        } catch (YarnException e) {
            throw new IOException("The ResourceManager did not accept that the application is over", e);
        } finally {
            resourceManager.stop();
        }
    }
}
