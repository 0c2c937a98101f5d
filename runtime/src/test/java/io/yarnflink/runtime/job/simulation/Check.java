package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;

/** Watches a simulation and throws {@link Violation} when something is wrong. */
interface Check {

    /** The core is about to hear of an event. */
    default void event(JobEvent event) {}

    /** The core has decided on an action, one of several after an event. */
    default void action(JobAction action) {}

    /** That was the last action after the event. */
    default void decided() {}

    /** Something happened in the world, maybe without the core. */
    default void world() {}

    /** All is over. */
    default void end() {}
}
