package io.yarnflink.launcher;

/** Puts applications on the cluster. */
public interface ApplicationLauncher {

    /**
     * Checks, uploads what the cluster does not hold yet, and submits. Returns as soon as YARN has accepted the
     * submission, which is before the application runs. If it throws, nothing is left but cached files.
     *
     * <p>Once submitted, what ended applications of this user left behind is swept in the background.
     *
     * @param progress hears each phase
     * @throws BadUsageException with every problem found, before anything is uploaded
     * @throws SubmissionRejectedException if YARN refuses
     * @throws ClusterUnreachableException if resource manager or file system do not answer
     * @throws AccessRefusedException if the user may not write to the cache
     */
    SubmittedApplication submit(Submission submission, SubmissionListener progress)
            throws LauncherException, InterruptedException;
}
