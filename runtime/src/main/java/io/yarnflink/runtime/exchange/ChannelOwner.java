package io.yarnflink.runtime.exchange;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.ProducerState;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.metrics.groups.TaskIOMetricGroup;

/** The attempt for which channels are made, as far as data exchange must know it. Thread-safe; nothing here blocks. */
public interface ChannelOwner {

    ExecutionAttemptID attempt();

    /** The subtask's name, for logs and errors. */
    String name();

    /** Where metrics of the exchange go. */
    TaskIOMetricGroup metrics();

    /** Where the attempt stands. */
    AttemptState state();

    /** Asks the JobManager how the attempt fares that produces a partition which could not be reached. */
    CompletableFuture<ProducerState> producerOf(ResultPartitionID partition);

    /** Ends the attempt because the producer of its input is gone. */
    void cancel();

    /** Ends the attempt because its input cannot be had. */
    void fail(Throwable cause);
}
