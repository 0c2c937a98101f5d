package io.yarnflink.it.oracle;

import org.apache.flink.runtime.jobgraph.JobGraph;

/** A cluster in this JVM. Closing it ends what still runs. */
public interface Engine extends AutoCloseable {

    /** Slots that it offers. */
    int SLOTS = 4;

    /** Starts a job and returns. */
    Run submit(JobGraph graph) throws Exception;

    @Override
    void close();
}
