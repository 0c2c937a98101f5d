package io.yarnflink.runtime.exchange;

import java.io.IOException;
import java.util.List;
import org.apache.flink.runtime.io.network.TaskEventDispatcher;
import org.apache.flink.runtime.io.network.api.writer.ResultPartitionWriter;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.io.network.partition.consumer.IndexedInputGate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that one attempt writes and the gates that it reads. Owned by the task's thread, except that
 * {@link #fail} and {@link #closeInputs} may come from the thread that cancels it.
 */
public final class AttemptChannels {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptChannels.class);

    private final List<ResultPartitionWriter> writers;
    private final List<IndexedInputGate> gates;
    private final TaskEventDispatcher events;

    /**
     * Holds what was made for one attempt.
     *
     * @param writers in the order of the outputs
     * @param gates in the order of the inputs
     * @param events carries what consumers tell producers
     */
    public AttemptChannels(
            List<? extends ResultPartitionWriter> writers,
            List<? extends IndexedInputGate> gates,
            TaskEventDispatcher events) {
        this.writers = List.copyOf(writers);
        this.gates = List.copyOf(gates);
        this.events = events;
    }

    public List<ResultPartitionWriter> writers() {
        return writers;
    }

    public List<IndexedInputGate> gates() {
        return gates;
    }

    public TaskEventDispatcher events() {
        return events;
    }

    /** Ids of the partitions, in the order of the outputs. */
    public List<ResultPartitionID> partitions() {
        return writers.stream().map(ResultPartitionWriter::getPartitionId).toList();
    }

    /**
     * Reserves memory and makes the partitions known. Partitions come first, since gates ask for theirs at once.
     *
     * @throws IOException if the memory for data exchange does not suffice
     */
    public void setUp() throws IOException {
        for (ResultPartitionWriter writer : writers) {
            writer.setup();
            events.registerPartition(writer.getPartitionId());
        }
        for (IndexedInputGate gate : gates) {
            gate.setup();
        }
    }

    /** Says that no more records come; after the task has ended well. */
    public void finish() throws IOException {
        for (ResultPartitionWriter writer : writers) {
            writer.finish();
        }
    }

    /** Tells consumers that the partitions will not be completed, and wakes a writer that waits for memory. */
    public void fail(@Nullable Throwable cause) {
        for (ResultPartitionWriter writer : writers) {
            writer.fail(cause);
        }
    }

    /** Closes the gates and gives their memory back. May be called more than once. */
    public void closeInputs() {
        for (IndexedInputGate gate : gates) {
            closeQuietly("input gate " + gate.getGateIndex(), gate);
        }
    }

    /** Closes the writers; what consumers have not fetched yet stays until they have, or until it is released. */
    public void closeOutputs() {
        for (ResultPartitionWriter writer : writers) {
            events.unregisterPartition(writer.getPartitionId());
            closeQuietly("partition " + writer.getPartitionId(), writer);
        }
    }

    private static void closeQuietly(String what, AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            LOG.error("Could not close {}", what, e);
        }
    }
}
