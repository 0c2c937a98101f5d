package io.yarnflink.runtime.succession;

import org.apache.flink.api.common.JobID;

/** What this attempt inherits and leaves behind. Thread-safe. */
public interface Succession {

    /** Nothing is inherited and nothing is left: for clusters that end with their process. */
    Succession NONE = (job, name) -> JobRecord.NONE;

    /**
     * What is known of a job, and where more is written down. Blocks until this attempt leads the application, if it is
     * one of several.
     *
     * @param name for people
     */
    JobRecord job(JobID job, String name);

    /** The id of the program's execution of that ordinal, the same in each attempt. */
    default JobID idOf(int ordinal) {
        return new JobID();
    }
}
