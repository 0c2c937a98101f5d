package io.yarnflink.runtime.exchange;

import io.yarnflink.runtime.deployment.InputDeployment;
import io.yarnflink.runtime.deployment.OutputDeployment;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;

/** Moves records between the attempts of all TaskManagers of an application. Thread-safe. */
public interface DataExchange extends AutoCloseable {

    /** The port on which other TaskManagers fetch this one's partitions. */
    int port();

    /**
     * Makes the partitions and gates of an attempt. Nothing is reserved before {@link AttemptChannels#setUp}.
     *
     * @throws IOException if a deployment asks for an exchange that is not offered
     */
    AttemptChannels createChannels(ChannelOwner owner, List<OutputDeployment> outputs, List<InputDeployment> inputs)
            throws IOException;

    /** Forgets partitions that nobody will read any more; unknown ones are ignored. Returns at once. */
    void release(Collection<ResultPartitionID> partitions);

    /** What is in use now. */
    Usage usage();

    /**
     * What data exchange uses.
     *
     * @param buffers buffers in all
     * @param freeBuffers buffers that nobody holds
     * @param partitions partitions that hold memory or files
     */
    record Usage(int buffers, int freeBuffers, int partitions) {}

    /** Stops listening, drops all partitions and gives the memory back. */
    @Override
    void close();
}
