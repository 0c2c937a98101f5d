package io.yarnflink.runtime.exchange;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.deployment.InputDeployment;
import io.yarnflink.runtime.deployment.OutputDeployment;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.deployment.InputGateDeploymentDescriptor;
import org.apache.flink.runtime.deployment.ResultPartitionDeploymentDescriptor;
import org.apache.flink.runtime.deployment.TaskDeploymentDescriptor.MaybeOffloaded;
import org.apache.flink.runtime.deployment.TaskDeploymentDescriptor.NonOffloaded;
import org.apache.flink.runtime.deployment.TaskDeploymentDescriptorFactory.ShuffleDescriptorAndIndex;
import org.apache.flink.runtime.deployment.TaskDeploymentDescriptorFactory.ShuffleDescriptorGroup;
import org.apache.flink.runtime.executiongraph.IndexRange;
import org.apache.flink.runtime.io.network.partition.ResultPartitionType;
import org.apache.flink.runtime.shuffle.NettyShuffleDescriptor;
import org.apache.flink.runtime.shuffle.NettyShuffleDescriptor.LocalExecutionPartitionConnectionInfo;
import org.apache.flink.runtime.shuffle.NettyShuffleDescriptor.NetworkPartitionConnectionInfo;
import org.apache.flink.runtime.shuffle.NettyShuffleDescriptor.PartitionConnectionInfo;
import org.apache.flink.runtime.shuffle.PartitionDescriptor;
import org.apache.flink.util.CompressedSerializedValue;

/** Says deployments in the words of Flink's Netty shuffle. */
final class ShuffleDescriptors {

    private final WorkerId here;

    /**
     * Translates for one TaskManager.
     *
     * @param here the TaskManager that deploys; its own partitions are reached without the network
     */
    ShuffleDescriptors(WorkerId here) {
        this.here = here;
    }

    /** Translates an output; throws if its type needs a service that is not offered. */
    ResultPartitionDeploymentDescriptor output(OutputDeployment output) throws IOException {
        checkOffered(output.type());
        PartitionDescriptor partition = new PartitionDescriptor(
                output.result(),
                output.partitions(),
                output.partition().getPartitionId(),
                output.type(),
                output.subpartitions(),
                output.connectionIndex(),
                output.broadcast(),
                output.allToAll(),
                false);
        NettyShuffleDescriptor descriptor = new NettyShuffleDescriptor(
                new ResourceID(here.value()), LocalExecutionPartitionConnectionInfo.INSTANCE, output.partition());
        return new ResultPartitionDeploymentDescriptor(partition, descriptor, output.maxParallelism());
    }

    /** Translates an input; throws if its type needs a service that is not offered. */
    InputGateDeploymentDescriptor input(InputDeployment input) throws IOException {
        checkOffered(input.type());
        List<InputDeployment.Source> sources = input.sources();
        ShuffleDescriptorAndIndex[] descriptors = new ShuffleDescriptorAndIndex[sources.size()];
        for (int i = 0; i < descriptors.length; i++) {
            descriptors[i] = new ShuffleDescriptorAndIndex(source(sources.get(i), input.connectionIndex()), i);
        }
        MaybeOffloaded<ShuffleDescriptorGroup> group =
                new NonOffloaded<>(CompressedSerializedValue.fromObject(new ShuffleDescriptorGroup(descriptors)));
        return new InputGateDeploymentDescriptor(
                input.result(),
                input.type(),
                new IndexRange(input.firstSubpartition(), input.lastSubpartition()),
                descriptors.length,
                List.of(group));
    }

    private NettyShuffleDescriptor source(InputDeployment.Source source, int connectionIndex) {
        PartitionConnectionInfo connection = source.worker().equals(here.value())
                ? LocalExecutionPartitionConnectionInfo.INSTANCE
                : new NetworkPartitionConnectionInfo(
                        new InetSocketAddress(source.host(), source.port()), connectionIndex);
        return new NettyShuffleDescriptor(new ResourceID(source.worker()), connection, source.partition());
    }

    private static void checkOffered(ResultPartitionType type) throws IOException {
        if (type == ResultPartitionType.HYBRID_FULL || type == ResultPartitionType.HYBRID_SELECTIVE) {
            throw new IOException("Expected a pipelined or blocking exchange, found "
                    + type
                    + ", which is not offered. Set execution.batch-shuffle-mode to"
                    + " ALL_EXCHANGES_PIPELINED or ALL_EXCHANGES_BLOCKING.");
        }
    }
}
