package io.yarnflink.launcher;

/** How watching an application ended. */
public sealed interface Outcome {

    /** It ended well. */
    record Succeeded() implements Outcome {}

    /**
     * It ended badly.
     *
     * @param rootCause the application's own words where it left any, else YARN's
     */
    record Failed(String rootCause) implements Outcome {}

    /**
     * Somebody ended it.
     *
     * @param diagnostics who and how, as far as YARN says; may be empty
     */
    record Killed(String diagnostics) implements Outcome {}

    /**
     * It did not get its containers in time, so it was killed.
     *
     * @param reason what it asked for, what there was, and what to do
     */
    record NotStarted(String reason) implements Outcome {}

    /**
     * The cluster stopped answering, so the end is not known.
     *
     * @param reason what was tried and for how long
     */
    record LostContact(String reason) implements Outcome {}
}
