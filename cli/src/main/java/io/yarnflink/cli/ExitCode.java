package io.yarnflink.cli;

/** How the process ends. The numbers are a promise to scripts: they never change their meaning. */
public enum ExitCode {
    /** What was asked for was done; an application that was waited for has succeeded. */
    OK(0),
    /** The application failed, or something unforeseen went wrong here. */
    FAILED(1),
    /** The command line, a file or a configuration is wrong; nothing was submitted. */
    BAD_USAGE(2),
    /** The application was killed. */
    KILLED(3),
    /** The cluster does not answer, or stopped answering while an application was watched. */
    CLUSTER_UNREACHABLE(4),
    /** YARN was reached and refused the submission, or the user lacks a right. */
    REFUSED(5),
    /** No application of that id is known. */
    NOT_FOUND(6),
    /** No embedded cluster runs. */
    NOT_RUNNING(7),
    /** The application, or the job that is meant, has not started or has ended. */
    NOT_LIVE(8),
    /** A live application has the name already; nothing was submitted. */
    NAME_TAKEN(9),
    /** The application did not get its containers within {@code --submit-timeout}; it was killed. */
    NOT_STARTED(10),
    /** Ctrl-C: the application, if it was submitted, goes on. The JVM's own code for SIGINT. */
    DETACHED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** What the shell sees. */
    public int number() {
        return number;
    }
}
