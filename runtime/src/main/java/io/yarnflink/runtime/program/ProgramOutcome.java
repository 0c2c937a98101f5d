package io.yarnflink.runtime.program;

import org.apache.flink.api.common.JobID;

/** How a program ended, its jobs included. */
public sealed interface ProgramOutcome {

    /** {@code main} returned, and all of its jobs have ended well; there was at least one. */
    record Completed(int jobs) implements ProgramOutcome {}

    /** {@code main} returned, but a job that it had started failed or was canceled. */
    record JobFailed(JobID job, Throwable cause) implements ProgramOutcome {}

    /** {@code main} threw; {@code cause} is what went wrong first, without what it was wrapped into on its way. */
    record Threw(Throwable cause) implements ProgramOutcome {}

    /** {@code main} returned without having executed anything. */
    record NeverExecuted() implements ProgramOutcome {}

    /** {@code main} could not be called; {@code problem} says why and what to do. */
    record NotStarted(String problem) implements ProgramOutcome {}

    /** The program is ending this process with {@code System.exit}; it cannot be kept from it, only told. */
    record CalledExit(String problem) implements ProgramOutcome {}
}
