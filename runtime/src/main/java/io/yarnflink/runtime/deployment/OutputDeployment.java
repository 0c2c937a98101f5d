package io.yarnflink.runtime.deployment;

import java.io.Serializable;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionType;
import org.apache.flink.runtime.jobgraph.IntermediateDataSetID;

/**
 * One result partition that an attempt produces.
 *
 * @param result the data set of which it is a part
 * @param partition its id, with the producing attempt in it
 * @param type how it is produced and kept
 * @param partitions number of partitions of the data set, which is the producer's parallelism
 * @param subpartitions number of subpartitions of this partition
 * @param maxParallelism number of key groups of the consumer
 * @param broadcast whether every consumer gets every record
 * @param allToAll whether every producing subtask is connected to every consuming one
 * @param connectionIndex index of the data set's connections, the same for producer and consumer
 */
public record OutputDeployment(
        IntermediateDataSetID result,
        ResultPartitionID partition,
        ResultPartitionType type,
        int partitions,
        int subpartitions,
        int maxParallelism,
        boolean broadcast,
        boolean allToAll,
        int connectionIndex)
        implements Serializable {}
