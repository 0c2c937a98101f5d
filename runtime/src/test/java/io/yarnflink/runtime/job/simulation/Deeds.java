package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.Timer;

/** Carries out what the core decides. */
final class Deeds {

    private final World world;
    private final FakeYarn yarn;
    private final Script script;

    Deeds(World world, FakeYarn yarn, Script script) {
        this.world = world;
        this.yarn = yarn;
        this.script = script;
    }

    void carryOut(JobAction action) {
        if (action instanceof JobAction.SetTimer set) {
            long late = world.chance().delay(5, 900, 0.02);
            Timer timer = set.timer();
            world.time().after(set.delay().toMillis() + late, () -> world.tell(new JobEvent.TimerFired(timer)));
        } else if (action instanceof JobAction.SetWorkerTarget set) {
            yarn.setTarget(set.workers());
        } else if (action instanceof JobAction.ReleaseWorker release) {
            yarn.release(release.worker(), release.reason());
        } else if (action instanceof JobAction.JobEnded ended) {
            SimulatedJob job = world.job(ended.job());
            world.storage().jobEnded(job);
            script.ended(job, ended.end());
        } else {
            store(action);
            send(action);
        }
    }

    private void store(JobAction action) {
        FakeStorage storage = world.storage();
        if (action instanceof JobAction.PrepareCheckpoint prepare) {
            storage.prepare(prepare.job(), prepare.order());
        } else if (action instanceof JobAction.StoreCheckpoint store) {
            storage.store(store.job(), store.contents());
        } else if (action instanceof JobAction.CheckpointCompleted completed) {
            storage.completed(completed);
        } else if (action instanceof JobAction.AbortCheckpoint abort) {
            storage.abort(abort);
        } else if (action instanceof JobAction.DiscardSnapshot discard) {
            storage.discard(discard);
        } else if (action instanceof JobAction.SavepointAnswered answered) {
            storage.answered(answered);
        }
    }

    private void send(JobAction action) {
        Network network = world.network();
        if (action instanceof JobAction.AcceptWorker accept) {
            network.toWorker(accept.worker(), SimulatedWorker::accepted);
        } else if (action instanceof JobAction.RejectWorker reject) {
            network.toWorker(reject.worker(), worker -> yarn.complete(worker.id(), "rejected"));
        } else if (action instanceof JobAction.DeployAttempt deploy) {
            network.toWorker(deploy.worker(), worker -> worker.deploy(deploy));
        } else if (action instanceof JobAction.CancelAttempt cancel) {
            network.toWorker(cancel.worker(), worker -> worker.cancel(cancel.attempt()));
        } else if (action instanceof JobAction.AcknowledgeEnd acknowledge) {
            network.toWorker(acknowledge.worker(), worker -> worker.acknowledged(acknowledge.attempt()));
        } else if (action instanceof JobAction.TriggerCheckpoint trigger) {
            StoredCheckpoint place = world.storage().get(trigger.job(), trigger.checkpoint());
            network.toWorker(trigger.worker(), worker -> worker.trigger(trigger.attempt(), place.order()));
        } else if (action instanceof JobAction.ConfirmCheckpoint confirm) {
            network.toWorker(confirm.worker(), worker -> worker.confirm(confirm.attempt(), confirm.checkpoint()));
        } else if (action instanceof JobAction.AbortOnTask abort) {
            network.toWorker(abort.worker(), worker -> worker.abort(abort.attempt(), abort.checkpoint()));
        }
    }
}
