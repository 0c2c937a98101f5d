package io.yarnflink.it.oracle;

import org.apache.flink.runtime.jobgraph.JobGraph;

/** A cluster in this JVM. Closing it ends what still runs. */
public interface Engine extends AutoCloseable {

    /** Slots that it offers. */
    int SLOTS = 4;

    /** The parallelism of programs that say nothing of it. */
    int PARALLELISM = 2;

    /** Starts a job and returns. */
    Run submit(JobGraph graph) throws Exception;

    /**
     * Runs a program on a thread of its own, and waits until its {@code main} has returned and its jobs have ended.
     *
     * @throws Exception with what it threw, or why one of its jobs failed
     */
    void run(Program program) throws Exception;

    @Override
    void close();
}
