package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.Timer;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.jspecify.annotations.Nullable;

/** A job bears as many failed checkpoints in a row as it is told to, and not one more. */
final class ToleranceChecks implements Check {

    /** What may have failed by the present event. */
    private record Suspect(JobID job, long checkpoint, CheckpointFailureReason reason, boolean byTask) {}

    private static final Set<CheckpointFailureReason> COUNTING = EnumSet.of(
            CheckpointFailureReason.IO_EXCEPTION,
            CheckpointFailureReason.CHECKPOINT_ASYNC_EXCEPTION,
            CheckpointFailureReason.CHECKPOINT_DECLINED,
            CheckpointFailureReason.CHECKPOINT_EXPIRED,
            CheckpointFailureReason.FINALIZE_CHECKPOINT_FAILURE);

    private final World world;
    private final Ledger ledger;
    private final CheckpointChecks checkpoints;
    private final Map<JobID, Integer> inARow = new HashMap<>();
    private final Map<JobID, Long> newestSuccess = new HashMap<>();
    /** Jobs of which a part is down. */
    private final Set<JobID> broken = new HashSet<>();

    private @Nullable Suspect suspect;
    private boolean failed;
    private boolean stopping;
    private boolean down;

    ToleranceChecks(World world, Ledger ledger, CheckpointChecks checkpoints) {
        this.world = world;
        this.ledger = ledger;
        this.checkpoints = checkpoints;
    }

    @Override
    public void event(JobEvent event) {
        suspect = null;
        failed = false;
        stopping = false;
        down = false;
        if (event instanceof JobEvent.CheckpointDeclined told) {
            JobID job = world.partOf(told.attempt()).job().id();
            suspect = new Suspect(job, told.checkpoint(), told.reason(), true);
        } else if (event instanceof JobEvent.CheckpointFailed told) {
            suspect = new Suspect(told.job(), told.checkpoint(), told.reason(), false);
        } else if (event instanceof JobEvent.TimerFired fired
                && fired.timer() instanceof Timer.CheckpointOverdue late) {
            suspect = new Suspect(late.job(), late.checkpoint(), CheckpointFailureReason.CHECKPOINT_EXPIRED, false);
        } else if (event instanceof JobEvent.CheckpointStored stored) {
            CheckpointFacts facts =
                    checkpoints.find(stored.job(), stored.checkpoint().id());
            if (facts != null && facts.is(CheckpointFacts.Stage.STORED)) {
                inARow.put(stored.job(), 0);
                newestSuccess.merge(stored.job(), facts.id(), Math::max);
            }
        }
    }

    @Override
    public void action(JobAction action) {
        Suspect now = suspect;
        if (action instanceof JobAction.AllRunning all) {
            broken.remove(all.job());
        } else if (action instanceof JobAction.AttemptEnded end) {
            broken.add(end.job());
        } else if (now != null) {
            followed(now, action);
        }
    }

    private void followed(Suspect now, JobAction action) {
        if (action instanceof JobAction.AbortCheckpoint abort
                && abort.job().equals(now.job())
                && abort.order().id() == now.checkpoint()) {
            failed = true;
            stopping = abort.order().purpose().isStopping();
            boolean concerns = (now.byTask() && !now.reason().isPreFlight())
                    || !abort.order().purpose().isSavepoint();
            boolean old = now.checkpoint() <= newestSuccess.getOrDefault(now.job(), 0L);
            if (concerns && !old && !broken.contains(now.job()) && COUNTING.contains(now.reason())) {
                inARow.merge(now.job(), 1, Integer::sum);
            }
        } else if (action instanceof JobAction.CancelAttempt cancel && ledger.isLatest(cancel.attempt())) {
            down |= world.partOf(cancel.attempt()).job().id().equals(now.job());
        }
    }

    @Override
    public void decided() {
        Suspect now = suspect;
        if (now == null || !failed) {
            return;
        }
        int count = inARow.getOrDefault(now.job(), 0);
        int tolerable = world.job(now.job()).settings().tolerableFailures();
        if (count > tolerable) {
            inARow.put(now.job(), 0);
        }
        check(
                stopping || broken.contains(now.job()) || down == (count > tolerable),
                "%d checkpoints of job %s have failed in a row, tolerable are %d; it goes down: %s",
                count,
                world.job(now.job()).topology().name(),
                tolerable,
                down);
        if (down) {
            broken.add(now.job());
        }
    }
}
