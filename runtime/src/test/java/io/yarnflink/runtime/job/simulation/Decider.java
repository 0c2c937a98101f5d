package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.JobView;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.JobManagerCore;
import java.util.List;
import java.util.function.LongSupplier;

/** What decides in a simulation: the core, or the core with a mistake. */
interface Decider {

    List<JobAction> start();

    List<JobAction> handle(JobEvent event, long now);

    List<JobView> views();

    /** The core as it is, with a wall clock. */
    static Decider of(JobManagerCore core, LongSupplier wallClock) {
        return new Decider() {
            @Override
            public List<JobAction> start() {
                return core.start();
            }

            @Override
            public List<JobAction> handle(JobEvent event, long now) {
                return core.handle(event, now, wallClock.getAsLong());
            }

            @Override
            public List<JobView> views() {
                return core.views();
            }
        };
    }
}
