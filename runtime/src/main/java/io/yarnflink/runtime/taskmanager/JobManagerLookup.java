package io.yarnflink.runtime.taskmanager;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Tells which JobManager leads the application now. Called on threads that may block. */
public interface JobManagerLookup {

    /** The leading JobManager; empty if there is none yet. */
    Optional<Leader> find() throws IOException;

    /**
     * A JobManager that leads.
     *
     * @param epoch number of its ApplicationMaster's attempt
     * @param address where to register
     */
    record Leader(int epoch, InetSocketAddress address) {}
}
