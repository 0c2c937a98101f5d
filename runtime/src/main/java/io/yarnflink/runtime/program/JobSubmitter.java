package io.yarnflink.runtime.program;

import io.yarnflink.runtime.artifact.ArtifactException;
import io.yarnflink.runtime.snapshot.RestoreException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobGraph;

/** Where {@code execute()} sends its job. Called from any thread. */
public interface JobSubmitter {

    /**
     * Starts a job. Blocks while what it is to begin from is read.
     *
     * @param graph the job; not changed afterwards
     * @param userCode loads the user's classes
     * @return the running job
     * @throws UnsupportedJobException if the job needs something that is not offered; the message says what and what to do
     * @throws ArtifactException if files that it brings along are not there; the message names them
     * @throws RestoreException if it cannot begin from what it is to begin from; the message says why
     */
    SubmittedJob submit(JobGraph graph, ClassLoader userCode);

    /**
     * The id of one of the program's jobs, the same whenever the program is run again for the same application.
     *
     * @param ordinal which of the program's executions it is, from 0
     */
    default JobID idOf(int ordinal) {
        return new JobID();
    }
}
