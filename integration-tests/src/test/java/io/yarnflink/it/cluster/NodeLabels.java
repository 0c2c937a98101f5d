package io.yarnflink.it.cluster;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.NodeLabel;
import org.apache.hadoop.yarn.client.ClientRMProxy;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.apache.hadoop.yarn.server.api.ResourceManagerAdministrationProtocol;
import org.apache.hadoop.yarn.server.api.protocolrecords.AddToClusterNodeLabelsRequest;
import org.apache.hadoop.yarn.server.api.protocolrecords.ReplaceLabelsOnNodeRequest;

/** The labels of a cluster's nodes, as an administrator sees them; the cluster has been started with {@link #ENABLED}. */
public final class NodeLabels {

    /** The setting that switches them on. */
    public static final String ENABLED = "yarn.node-labels.enabled=true";

    private final Configuration configuration;

    NodeLabels(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * Makes a label and puts it on a node, as {@code yarn rmadmin -addToClusterNodeLabels} and {@code -replaceLabelsOnNode}
     * do. The node runs nothing any more that does not ask for the label.
     */
    public void put(String label, NodeId node) throws IOException, YarnException {
        ResourceManagerAdministrationProtocol administration =
                ClientRMProxy.createRMProxy(configuration, ResourceManagerAdministrationProtocol.class);
        administration.addToClusterNodeLabels(
                AddToClusterNodeLabelsRequest.newInstance(List.of(NodeLabel.newInstance(label))));
        administration.replaceLabelsOnNode(ReplaceLabelsOnNodeRequest.newInstance(Map.of(node, Set.of(label))));
    }
}
