package io.yarnflink.runtime.taskmanager;

/**
 * How a TaskManager ended.
 *
 * @param exitCode what the process should exit with, 0 if it was sent home
 * @param reason for logs
 */
public record TaskManagerEnd(int exitCode, String reason) {

    /** It was told that it is not needed any more. */
    public static final int DONE = 0;
    /** It could not start, or something broke that it cannot mend. */
    public static final int FAILED = 1;
    /** The JobManager did not accept its registration. */
    public static final int REJECTED = 2;
    /** The connection to the JobManager was lost. */
    public static final int JOB_MANAGER_LOST = 3;
}
