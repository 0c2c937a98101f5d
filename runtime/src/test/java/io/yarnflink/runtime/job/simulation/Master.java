package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.succession.LostLeadershipException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/**
 * The process of one attempt of the ApplicationMaster. What it is told waits while it stands still. It may be struck between
 * any two things that it does; one that was only stopped goes on where it was, whatever has happened meanwhile.
 */
final class Master {

    /** What the operating system knows of it. */
    private enum Condition {
        UP,
        STOPPED,
        DEAD
    }

    private final Masters.Attempt attempt;
    private final World world;
    private final Decider core;
    private final Ledger ledger;
    private final List<Check> checks;
    private final Program program;
    private final FakeStorage storage;
    private final Deeds deeds;
    private final Queue<JobEvent> waiting = new ArrayDeque<>();
    private Condition process = Condition.UP;
    private boolean cutOff;
    private long stillUntil;
    private int stepsLeft;

    Master(Masters.Attempt attempt, World world, Decider core) {
        this.attempt = attempt;
        this.world = world;
        this.core = core;
        this.ledger = new Ledger(world, attempt.number());
        this.program = new Program(this, world);
        this.storage = new FakeStorage(this, world);
        this.deeds = new Deeds(this, world);
        this.checks = Check.all(world, this);
        this.stepsLeft = attempt.strike().steps();
    }

    int epoch() {
        return attempt.number();
    }

    Decider core() {
        return core;
    }

    Ledger ledger() {
        return ledger;
    }

    FakeStorage storage() {
        return storage;
    }

    Program program() {
        return program;
    }

    List<Check> checks() {
        return checks;
    }

    boolean isDead() {
        return process == Condition.DEAD;
    }

    /** Whether neither TaskManagers nor YARN can be reached. */
    boolean isCutOff() {
        return cutOff;
    }

    boolean reachesYarn() {
        return process == Condition.UP && !cutOff;
    }

    /** Whether it acts for the application: what a superseded one believes need not be true. */
    boolean leads() {
        return !isDead() && world.log().leader() <= epoch();
    }

    void begin() {
        if (attempt.strike().when() == Strike.When.TIME) {
            world.time().after(attempt.strike().steps(), () -> alive(this::struck));
        }
        core.start().forEach(deeds::carryOut);
        if (world.scenario().expectedWorkers() > 0) {
            tell(new JobEvent.WorkersExpected(world.scenario().expectedWorkers()));
        }
        program.begin();
    }

    /** Something happens to the JobManager. */
    void tell(JobEvent event) {
        if (isDead()) {
            return;
        }
        if (process == Condition.UP && world.time().now() >= stillUntil && waiting.isEmpty()) {
            alive(() -> handle(event));
        } else {
            waiting.add(event);
        }
    }

    /** Does something on a thread of its own after a while. */
    void io(long delay, Runnable work) {
        world.time().after(delay, () -> {
            if (process == Condition.STOPPED) {
                io(100, work);
            } else {
                alive(work);
            }
        });
    }

    private void alive(Runnable work) {
        if (!isDead()) {
            try {
                work.run();
            } catch (ProcessEnded e) {
                check(isDead(), "Attempt %d lives on", epoch());
            }
        }
    }

    /** Its machine stands still for a moment that nobody notices. */
    void standStill(long forMillis) {
        if (waiting.isEmpty() && process == Condition.UP) {
            world.trace().add("world", "the JobManager stands still for " + forMillis);
            stillUntil = world.time().now() + forMillis;
            world.time().after(forMillis, this::goOn);
        }
    }

    private void goOn() {
        while (!waiting.isEmpty() && process == Condition.UP && world.time().now() >= stillUntil) {
            JobEvent next = waiting.remove();
            alive(() -> handle(next));
        }
    }

    private void handle(JobEvent event) {
        boolean checked = leads();
        world.trace().add("event" + epoch(), event);
        if (event instanceof JobEvent.CheckpointAcknowledged acknowledged) {
            world.files().told(acknowledged.snapshot());
        }
        ledger.event(event);
        if (checked) {
            checks.forEach(check -> check.event(event));
        }
        List<JobAction> actions = decide(event);
        for (JobAction action : actions) {
            world.trace().add("  action", action);
            // The ledger comes last: a worker that is released was trusted until now, a deployment is new until now.
            boolean before = action instanceof JobAction.ReleaseWorker;
            if (!before) {
                ledger.action(action);
            }
            if (checked) {
                checks.forEach(check -> check.action(action));
            }
            if (before) {
                ledger.action(action);
            }
        }
        if (checked) {
            checks.forEach(Check::decided);
        }
        for (JobAction action : actions) {
            mayBeStruck(Strike.When.ACTION);
            deeds.carryOut(action);
        }
    }

    private List<JobAction> decide(JobEvent event) {
        try {
            return core.handle(event, world.time().now());
        } catch (RuntimeException e) {
            throw new Violation("The core threw " + e, e);
        }
    }

    /** A moment at which it may be struck. Returns when it goes on. */
    void mayBeStruck(Strike.When step) {
        if (attempt.strike().when() == step && --stepsLeft == 0) {
            struck();
        }
        if (isDead()) {
            throw new ProcessEnded();
        }
    }

    private void struck() {
        Strike strike = attempt.strike();
        if (strike.kind() == Strike.Kind.NONE || !world.isFaulty()) {
            return;
        }
        world.trace().add("world", "attempt " + epoch() + " is " + strike);
        switch (strike.kind()) {
            case KILLED -> {
                die();
                throw new ProcessEnded();
            }
            case STOPPED -> stop(strike.lasts());
            case CUT_OFF -> cutOff(strike.lasts());
            default -> throw new IllegalStateException("Unknown " + strike);
        }
    }

    /** Everything else goes on meanwhile. */
    private void stop(long forMillis) {
        process = Condition.STOPPED;
        world.masters().silent(this, forMillis);
        world.network().silent(this, forMillis);
        world.time().passUntil(world.time().now() + forMillis);
        if (isDead()) {
            throw new ProcessEnded();
        }
        process = Condition.UP;
        world.trace().add("world", "attempt " + epoch() + " goes on");
        world.time().after(0, this::goOn);
        world.yarn().heard(this);
    }

    private void cutOff(long forMillis) {
        cutOff = true;
        world.masters().silent(this, forMillis);
        world.network().lost(this, 8_000);
        world.time().after(forMillis, () -> {
            cutOff = false;
            world.yarn().heard(this);
        });
    }

    /** It has found out that another attempt leads the application, or YARN has told it so. */
    void superseded(LostLeadershipException why) {
        check(world.log().leader() > epoch(), "Attempt %d gives up without need: %s", epoch(), why.getMessage());
        die();
        throw new ProcessEnded();
    }

    void die() {
        if (!isDead()) {
            world.trace().add("world", "attempt " + epoch() + " is dead");
            process = Condition.DEAD;
            waiting.clear();
            world.network().lost(this, 3_000);
            world.masters().died(this);
        }
    }
}
