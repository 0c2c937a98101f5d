package io.yarnflink.runtime.program;

import org.apache.flink.runtime.jobgraph.JobGraph;

/** Where {@code execute()} sends its job. Called from any thread. */
public interface JobSubmitter {

    /**
     * Starts a job.
     *
     * @param graph the job; not changed afterwards
     * @param userCode loads the user's classes
     * @return the running job
     * @throws UnsupportedJobException if the job needs something that is not offered; the message says what and what to do
     */
    SubmittedJob submit(JobGraph graph, ClassLoader userCode);
}
