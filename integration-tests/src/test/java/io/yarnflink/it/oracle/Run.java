package io.yarnflink.it.oracle;

import org.apache.flink.api.common.JobID;

/** A job that runs. Methods wait. */
public interface Run {

    /** Its id. */
    JobID id();

    /** Waits until it says that it runs. */
    void awaitRunning() throws Exception;

    /**
     * Waits for its good end.
     *
     * @throws Exception with the root cause if it fails
     */
    void awaitEnd() throws Exception;

    /**
     * Takes a savepoint while it runs.
     *
     * @return its path
     */
    String savepoint(String directory, boolean canonical) throws Exception;

    /**
     * Stops it with a savepoint, and waits for its end.
     *
     * @param drain whether as if its input had ended
     * @return the savepoint's path
     */
    String stop(String directory, boolean drain) throws Exception;

    /** Cancels it, and waits for its end. */
    void cancel() throws Exception;
}
