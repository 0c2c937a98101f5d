package io.yarnflink.it.cluster;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.ha.HAServiceProtocol.RequestSource;
import org.apache.hadoop.ha.HAServiceProtocol.StateChangeRequestInfo;
import org.apache.hadoop.yarn.client.RMHAServiceTarget;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** The two ResourceManagers of a cluster that has been started with {@link #TWO}, as an administrator sees them. */
public final class ResourceManagers {

    /** The setting that asks for two. */
    public static final String TWO = "yarn.resourcemanager.ha.enabled=true";

    private static final int PATIENCE_MILLIS = 60_000;
    private static final StateChangeRequestInfo BY_USER = new StateChangeRequestInfo(RequestSource.REQUEST_BY_USER);

    private final Configuration configuration;

    ResourceManagers(Configuration configuration) {
        this.configuration = configuration;
    }

    /** What {@code yarn rmadmin -transitionToStandby} does: it answers nobody any more. */
    public void standBy(String id) throws IOException {
        target(id).getProxy(configuration, PATIENCE_MILLIS).transitionToStandby(BY_USER);
    }

    /** What {@code yarn rmadmin -transitionToActive} does; the other one has to stand by. */
    public void activate(String id) throws IOException {
        target(id).getProxy(configuration, PATIENCE_MILLIS).transitionToActive(BY_USER);
    }

    private RMHAServiceTarget target(String id) throws IOException {
        YarnConfiguration one = new YarnConfiguration(configuration);
        one.set(YarnConfiguration.RM_HA_ID, id);
        return new RMHAServiceTarget(one);
    }
}
