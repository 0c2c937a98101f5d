package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.Timer;
import java.io.IOException;
import org.apache.flink.api.common.JobID;

/** Carries out what the core of one attempt decides. */
final class Deeds {

    private final Master master;
    private final World world;

    Deeds(Master master, World world) {
        this.master = master;
        this.world = world;
    }

    void carryOut(JobAction action) {
        if (action instanceof JobAction.SetTimer set) {
            long late = world.chance().delay(5, 900, 0.02);
            Timer timer = set.timer();
            world.time().after(set.delay().toMillis() + late, () -> master.tell(new JobEvent.TimerFired(timer)));
        } else if (action instanceof JobAction.SetWorkerTarget set) {
            world.yarn().setTarget(master, set.workers());
        } else if (action instanceof JobAction.ReleaseWorker release) {
            world.yarn().release(master, release.worker(), release.reason());
        } else if (action instanceof JobAction.JobEnded ended) {
            master.storage().jobEnded(world.job(ended.job()), ended.end());
        } else {
            store(action);
            send(action);
        }
    }

    private void store(JobAction action) {
        FakeStorage storage = master.storage();
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

    /** What a worker is told is put together by another thread; nobody must begin from a newer checkpoint afterwards. */
    private void deploy(JobAction.DeployAttempt deploy) {
        master.io(world.chance().between(0, 10), () -> {
            try {
                master.program()
                        .record(deploy.job())
                        .beforeRestore(deploy.restore().orElse(0));
            } catch (IOException e) {
                throw new Violation("The log cannot be written", e);
            }
            world.network().toWorker(master, deploy.worker(), worker -> worker.deploy(master, deploy));
        });
    }

    private void send(JobAction action) {
        Network network = world.network();
        if (action instanceof JobAction.AcceptWorker accept) {
            network.toWorker(master, accept.worker(), SimulatedWorker::accepted);
        } else if (action instanceof JobAction.RejectWorker reject) {
            network.toWorker(master, reject.worker(), worker -> world.yarn().complete(worker.id(), "rejected"));
        } else if (action instanceof JobAction.DeployAttempt deploy) {
            deploy(deploy);
        } else if (action instanceof JobAction.CancelAttempt cancel) {
            network.toWorker(master, cancel.worker(), worker -> worker.cancel(cancel.attempt()));
        } else if (action instanceof JobAction.AcknowledgeEnd acknowledge) {
            network.toWorker(master, acknowledge.worker(), worker -> worker.acknowledged(acknowledge.attempt()));
        } else if (action instanceof JobAction.TriggerCheckpoint trigger) {
            StoredCheckpoint place = master.storage().get(trigger.job(), trigger.checkpoint());
            network.toWorker(master, trigger.worker(), worker -> worker.trigger(trigger.attempt(), place.order()));
        } else if (action instanceof JobAction.ConfirmCheckpoint confirm) {
            JobID job = world.partOf(confirm.attempt()).job().id();
            world.succession().confirms(master.storage().get(job, confirm.checkpoint()));
            network.toWorker(
                    master, confirm.worker(), worker -> worker.confirm(confirm.attempt(), confirm.checkpoint()));
        } else if (action instanceof JobAction.AbortOnTask abort) {
            network.toWorker(master, abort.worker(), worker -> worker.abort(abort.attempt(), abort.checkpoint()));
        }
    }
}
