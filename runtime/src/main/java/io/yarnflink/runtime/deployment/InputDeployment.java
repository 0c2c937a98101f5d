package io.yarnflink.runtime.deployment;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionType;
import org.apache.flink.runtime.jobgraph.IntermediateDataSetID;

/**
 * One input gate of an attempt.
 *
 * @param result the data set that it reads
 * @param type how that is produced
 * @param firstSubpartition first subpartition that it reads of each partition
 * @param lastSubpartition last one, inclusive
 * @param connectionIndex index of the data set's connections, the same for producer and consumer
 * @param sources one for each partition that it reads, in the order of the partitions
 */
public record InputDeployment(
        IntermediateDataSetID result,
        ResultPartitionType type,
        int firstSubpartition,
        int lastSubpartition,
        int connectionIndex,
        List<Source> sources)
        implements Serializable {

    /**
     * A partition and where its producer runs.
     *
     * @param partition the partition's id, with the producing attempt in it
     * @param worker id of the producer's TaskManager
     * @param host where its data exchange listens
     * @param port where its data exchange listens
     */
    public record Source(ResultPartitionID partition, String worker, String host, int port) implements Serializable {}
}
