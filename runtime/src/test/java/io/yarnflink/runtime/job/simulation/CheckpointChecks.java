package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.simulation.CheckpointFacts.Stage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.jspecify.annotations.Nullable;

/** Checkpoints go their way: prepared, triggered, stored, complete, confirmed, or aborted; each step once and after the one before. */
final class CheckpointChecks implements Check {

    private record Key(JobID job, long id) {}

    private final World world;
    private final Ledger ledger;
    private final Map<Key, CheckpointFacts> all = new LinkedHashMap<>();
    private final Map<JobID, Long> newestCompleted = new LinkedHashMap<>();
    private @Nullable CheckpointFacts declined;

    CheckpointChecks(World world, Ledger ledger) {
        this.world = world;
        this.ledger = ledger;
    }

    Collection<CheckpointFacts> all() {
        return all.values();
    }

    List<CheckpointFacts> of(SimulatedJob job) {
        return all.values().stream().filter(facts -> facts.job().equals(job)).toList();
    }

    @Nullable
    CheckpointFacts find(JobID job, long id) {
        return all.get(new Key(job, id));
    }

    private CheckpointFacts get(JobID job, long id, String what) {
        CheckpointFacts facts = find(job, id);
        if (facts == null) {
            throw new Violation(what + " is about checkpoint " + id + ", which was never begun");
        }
        return facts;
    }

    @Override
    public void event(JobEvent event) {
        declined = null;
        if (event instanceof JobEvent.CheckpointDeclined told) {
            declined(told);
        } else if (event instanceof JobEvent.CheckpointPrepared prepared) {
            move(find(prepared.job(), prepared.checkpoint()), Stage.PREPARING, Stage.PREPARED);
        } else if (event instanceof JobEvent.CheckpointStored stored) {
            move(find(stored.job(), stored.checkpoint().id()), Stage.STORING, Stage.STORED);
        } else if (event instanceof JobEvent.CheckpointAcknowledged acknowledged) {
            World.Part part = world.partOf(acknowledged.attempt());
            CheckpointFacts facts = find(part.job().id(), acknowledged.checkpoint());
            check(facts != null, "%s acknowledges checkpoint %d, which there is not", part, acknowledged.checkpoint());
            if (facts != null) {
                facts.acknowledged().put(acknowledged.attempt(), acknowledged.snapshot());
            }
        }
    }

    private static void move(@Nullable CheckpointFacts facts, Stage from, Stage to) {
        if (facts != null && facts.is(from)) {
            facts.become(to);
        }
    }

    /** A checkpoint that a task of it has declined cannot become complete. */
    private void declined(JobEvent.CheckpointDeclined told) {
        World.Part part = world.partOf(told.attempt());
        CheckpointFacts facts = find(part.job().id(), told.checkpoint());
        boolean awaited = facts != null
                && facts.is(Stage.PREPARED)
                && ledger.isLatest(told.attempt())
                && ledger.trusts(told.worker())
                && !facts.acknowledged().containsKey(told.attempt());
        declined = awaited ? facts : null;
    }

    @Override
    public void decided() {
        check(declined == null || !declined.isOpen(), "%s was declined and goes on", declined);
    }

    @Override
    public void action(JobAction action) {
        if (action instanceof JobAction.PrepareCheckpoint prepare) {
            begun(prepare);
        } else if (action instanceof JobAction.TriggerCheckpoint trigger) {
            triggered(trigger);
        } else if (action instanceof JobAction.StoreCheckpoint store) {
            CheckpointFacts facts = get(store.job(), store.contents().order().id(), "Storing");
            check(facts.is(Stage.PREPARED), "%s is stored", facts);
            facts.become(Stage.STORING);
        } else if (action instanceof JobAction.CheckpointCompleted completed) {
            completed(completed);
        } else if (action instanceof JobAction.AbortCheckpoint abort) {
            CheckpointFacts facts = get(abort.job(), abort.order().id(), "Abortion");
            check(!facts.is(Stage.COMPLETE), "%s is aborted", facts);
            facts.become(Stage.ABORTED);
        } else if (action instanceof JobAction.ConfirmCheckpoint confirm) {
            confirmed(confirm);
        } else if (action instanceof JobAction.AbortOnTask abort) {
            abortedOn(abort);
        } else if (action instanceof JobAction.SavepointAnswered answered) {
            answered(answered);
        } else if (action instanceof JobAction.JobEnded ended) {
            of(world.job(ended.job())).forEach(facts -> check(!facts.isOpen(), "The job ends, but %s is open", facts));
        }
    }

    private void begun(JobAction.PrepareCheckpoint prepare) {
        SimulatedJob job = world.job(prepare.job());
        long id = prepare.order().id();
        check(
                ledger.isLive(job),
                "Checkpoint %d is begun, but job %s does not live",
                id,
                job.topology().name());
        long restored = ledger.restored(job).map(from -> from.id()).orElse(0L);
        check(id > restored, "Checkpoint %d is begun in a job that was restored from %d", id, restored);
        of(job).forEach(other -> check(other.id() < id, "Checkpoint %d is begun after %s", id, other));
        check(
                prepare.order().timestamp() == world.wallClock(),
                "Checkpoint %d is said to have begun at %d, it is %d",
                id,
                prepare.order().timestamp(),
                world.wallClock());
        all.put(
                new Key(prepare.job(), id),
                new CheckpointFacts(job, prepare.order(), world.time().now()));
    }

    private void triggered(JobAction.TriggerCheckpoint trigger) {
        CheckpointFacts facts = get(trigger.job(), trigger.checkpoint(), "Trigger");
        check(facts.is(Stage.PREPARED), "%s is triggered", facts);
        check(facts.triggered().add(trigger.attempt()), "%s is triggered twice on %s", facts, trigger.attempt());
        check(ledger.isLatest(trigger.attempt()), "%s is triggered on an old attempt %s", facts, trigger.attempt());
        check(ledger.trusts(trigger.worker()), "%s is triggered on %s, which is lost", facts, trigger.worker());
        World.Part part = world.partOf(trigger.attempt());
        part.job()
                .producersOf(part.subtask())
                .forEach(producer -> check(
                        ledger.hasFinished(part.job(), producer),
                        "%s is triggered on %s, though its producer %s runs",
                        facts,
                        part,
                        producer));
    }

    private void completed(JobAction.CheckpointCompleted completed) {
        CheckpointFacts facts = get(completed.job(), completed.checkpoint().id(), "Completion");
        check(facts.is(Stage.STORED), "%s is said to be complete", facts);
        check(facts.order().purpose().commits(), "%s commits nothing, but is said to", facts);
        Long before = newestCompleted.put(completed.job(), facts.id());
        check(before == null || before < facts.id(), "%s is complete after checkpoint %d", facts, before);
        facts.become(Stage.COMPLETE);
    }

    private void confirmed(JobAction.ConfirmCheckpoint confirm) {
        World.Part part = world.partOf(confirm.attempt());
        CheckpointFacts facts = get(part.job().id(), confirm.checkpoint(), "Confirmation");
        check(facts.is(Stage.COMPLETE), "%s is confirmed to %s", facts, part);
        check(ledger.isLatest(confirm.attempt()), "%s is confirmed to an old attempt %s", facts, confirm.attempt());
        check(
                facts.acknowledged().containsKey(confirm.attempt()),
                "%s is confirmed to %s, which took no part in it",
                facts,
                confirm.attempt());
        check(
                confirm.timestamp() == facts.order().timestamp(),
                "%s is confirmed with the time %d",
                facts,
                confirm.timestamp());
    }

    private void abortedOn(JobAction.AbortOnTask abort) {
        World.Part part = world.partOf(abort.attempt());
        CheckpointFacts facts = get(part.job().id(), abort.checkpoint(), "Abortion");
        check(facts.is(Stage.ABORTED), "%s is said to be aborted", facts);
        check(ledger.isLatest(abort.attempt()), "%s is aborted on an old attempt %s", facts, abort.attempt());
        long newest = newestCompleted.getOrDefault(part.job().id(), 0L);
        check(
                abort.latestCompleted() == newest || abort.latestCompleted() <= restoredId(part.job()),
                "With %s comes that %d is the newest complete one, which is %d",
                facts,
                abort.latestCompleted(),
                newest);
    }

    private long restoredId(SimulatedJob job) {
        return ledger.restored(job).map(from -> from.id()).orElse(0L);
    }

    private void answered(JobAction.SavepointAnswered answered) {
        if (answered.path().isPresent()) {
            all.values().stream()
                    .filter(facts -> facts.job().id().equals(answered.job()))
                    .filter(facts -> Files.folder(facts.job(), facts.order(), ledger.epoch())
                            .equals(answered.path().get()))
                    .forEach(facts -> {
                        check(facts.is(Stage.STORED) || facts.is(Stage.COMPLETE), "%s is said to be there", facts);
                        facts.become(Stage.COMPLETE);
                    });
        }
    }

    /** The newest checkpoint that a job has completed; null if it has not completed any. */
    @Nullable
    Long newestCompleted(JobID job) {
        return newestCompleted.get(job);
    }

    @Override
    public void end() {
        all.values().forEach(facts -> check(!facts.isOpen(), "All is over, but not %s", facts));
    }
}
