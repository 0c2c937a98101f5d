package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.JobView;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A core that hears wrongly or says the wrong thing. It does right unless a subclass does otherwise. */
class Mistaken implements Decider {

    private final Decider core;

    Mistaken(Decider core) {
        this.core = core;
    }

    /** Does not say certain things. */
    static Mistaken silent(Decider core, Predicate<JobAction> about) {
        return saying(core, action -> about.test(action) ? List.of() : List.of(action));
    }

    /** Says something else, or more, or nothing, in place of an action. */
    static Mistaken saying(Decider core, Function<JobAction, List<JobAction>> instead) {
        return new Mistaken(core) {
            @Override
            List<JobAction> said(JobAction action, long now) {
                return instead.apply(action);
            }
        };
    }

    /** Takes an event for another. */
    static Mistaken hearing(Decider core, UnaryOperator<JobEvent> instead) {
        return new Mistaken(core) {
            @Override
            List<JobEvent> heard(JobEvent event) {
                return List.of(instead.apply(event));
            }
        };
    }

    /** Does not hear certain events. */
    static Mistaken deaf(Decider core, Predicate<JobEvent> to) {
        return new Mistaken(core) {
            @Override
            List<JobEvent> heard(JobEvent event) {
                return to.test(event) ? List.of() : List.of(event);
            }
        };
    }

    /** What reaches the core in place of an event. */
    List<JobEvent> heard(JobEvent event) {
        return List.of(event);
    }

    /** What leaves the core in place of an action. */
    List<JobAction> said(JobAction action, long now) {
        return List.of(action);
    }

    @Override
    public List<JobAction> start() {
        return core.start();
    }

    @Override
    public List<JobAction> handle(JobEvent event, long now) {
        List<JobAction> all = new ArrayList<>();
        for (JobEvent heard : heard(event)) {
            for (JobAction action : core.handle(heard, now)) {
                all.addAll(said(action, now));
            }
        }
        return all;
    }

    /** Lets the core decide on something that did not happen. */
    List<JobAction> imagine(JobEvent event, long now) {
        return core.handle(event, now);
    }

    @Override
    public List<JobView> views() {
        return core.views();
    }
}
