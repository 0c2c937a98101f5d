package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.List;

/** Watches a simulation and throws {@link Violation} when something is wrong. */
interface Check {

    /** All that watch one attempt of the ApplicationMaster. */
    static List<Check> all(World world, Master master) {
        Ledger ledger = master.ledger();
        CheckpointChecks checkpoints = new CheckpointChecks(world, ledger);
        SavepointChecks savepoints = new SavepointChecks(world, master);
        return List.of(
                new WorkerChecks(world, ledger),
                new DeploymentChecks(world, ledger),
                new CoordinatorChecks(world, ledger),
                new FailureChecks(world, ledger),
                new JobChecks(world, ledger, master.core()::views),
                new RestartChecks(world, ledger, master.core()::views),
                checkpoints,
                new BarrierChecks(world, ledger, checkpoints),
                new RestoreChecks(world, ledger, checkpoints),
                new PaceChecks(world, ledger, checkpoints),
                new ToleranceChecks(world, ledger, checkpoints),
                savepoints,
                new OutcomeChecks(world, ledger, savepoints),
                new FileChecks(world, master));
    }

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
