package io.yarnflink.runtime.graph;

import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.executiongraph.ExecutionVertexInputInfo;
import org.apache.flink.runtime.executiongraph.IndexRange;
import org.apache.flink.runtime.executiongraph.JobVertexInputInfo;
import org.apache.flink.runtime.executiongraph.VertexInputInfoComputationUtils;
import org.apache.flink.runtime.jobgraph.DistributionPattern;
import org.apache.flink.runtime.jobgraph.IntermediateDataSet;
import org.apache.flink.runtime.jobgraph.JobEdge;

/**
 * Who reads what of one data set: which partitions a consuming subtask reads, and which subpartition of each. The mapping
 * is Flink's own, so that state and key groups meet the records that belong to them.
 */
public final class EdgeWiring {

    /**
     * What one consuming subtask reads.
     *
     * @param firstPartition first producing subtask
     * @param lastPartition last producing subtask, inclusive
     * @param firstSubpartition first subpartition of each
     * @param lastSubpartition last one, inclusive
     */
    public record Reading(int firstPartition, int lastPartition, int firstSubpartition, int lastSubpartition) {}

    private final boolean allToAll;
    private final int consumers;
    private final List<Reading> readings;

    private EdgeWiring(boolean allToAll, int consumers, List<Reading> readings) {
        this.allToAll = allToAll;
        this.consumers = consumers;
        this.readings = readings;
    }

    /**
     * The wiring of a data set. One that is kept may have several consumers, which then are alike in all that matters
     * here: each reads the same of it.
     */
    public static EdgeWiring of(IntermediateDataSet data) {
        if (data.getConsumers().isEmpty()) {
            throw new IllegalArgumentException("Data set " + data.getId() + " of '"
                    + data.getProducer().getName() + "' has no consumer where at least one is expected");
        }
        JobEdge edge = data.getConsumers().get(0);
        for (JobEdge other : data.getConsumers()) {
            if (other.getDistributionPattern() != edge.getDistributionPattern()
                    || other.getTarget().getParallelism() != edge.getTarget().getParallelism()) {
                throw new IllegalArgumentException("The consumers of data set " + data.getId() + ", '"
                        + edge.getTarget().getName() + "' and '"
                        + other.getTarget().getName() + "', read it differently where they are expected to be alike");
            }
        }
        int producers = data.getProducer().getParallelism();
        int consumers = edge.getTarget().getParallelism();
        boolean allToAll = edge.getDistributionPattern() == DistributionPattern.ALL_TO_ALL;
        JobVertexInputInfo info = allToAll
                ? VertexInputInfoComputationUtils.computeVertexInputInfoForAllToAll(
                        producers, consumers, partition -> consumers, false, data.isBroadcast(), false)
                : VertexInputInfoComputationUtils.computeVertexInputInfoForPointwise(
                        producers, consumers, partition -> consumers, false);
        return new EdgeWiring(
                allToAll,
                consumers,
                info.getExecutionVertexInputInfos().stream()
                        .map(EdgeWiring::reading)
                        .toList());
    }

    /** For each consuming subtask the producing subtasks that it reads, where each reads only a part of them. */
    static List<JobTopology.Producers> pointwise(int producers, int consumers) {
        return VertexInputInfoComputationUtils.computeVertexInputInfoForPointwise(
                        producers, consumers, partition -> consumers, false)
                .getExecutionVertexInputInfos()
                .stream()
                .map(EdgeWiring::reading)
                .map(reading -> new JobTopology.Producers(reading.firstPartition(), reading.lastPartition()))
                .toList();
    }

    private static Reading reading(ExecutionVertexInputInfo info) {
        Map<IndexRange, IndexRange> groups = info.getConsumedSubpartitionGroups();
        Map.Entry<IndexRange, IndexRange> only = groups.entrySet().iterator().next();
        return new Reading(
                only.getKey().getStartIndex(),
                only.getKey().getEndIndex(),
                only.getValue().getStartIndex(),
                only.getValue().getEndIndex());
    }

    public boolean isAllToAll() {
        return allToAll;
    }

    /** What the consuming subtask with this index reads. */
    public Reading readingOf(int consumer) {
        return readings.get(consumer);
    }

    /** How many subpartitions the partition of this producing subtask has: one for each subtask that reads it. */
    public int subpartitionsOf(int producer) {
        if (allToAll) {
            return consumers;
        }
        return (int) readings.stream()
                .filter(reading -> reading.firstPartition() <= producer && producer <= reading.lastPartition())
                .count();
    }
}
