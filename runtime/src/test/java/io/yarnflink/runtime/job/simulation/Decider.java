package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.application.JobView;
import io.yarnflink.runtime.job.JobAction;
import io.yarnflink.runtime.job.JobEvent;
import io.yarnflink.runtime.job.JobManagerCore;
import java.util.List;

/** What decides in a simulation: the core, or the core with a mistake. */
interface Decider {

    /** What the wall clock shows when the other begins. */
    long EPOCH = 1_000_000_000_000L;

    List<JobAction> start();

    List<JobAction> handle(JobEvent event, long now);

    List<JobView> views();

    /** The core as it is. */
    static Decider of(JobManagerCore core) {
        return new Decider() {
            @Override
            public List<JobAction> start() {
                return core.start();
            }

            @Override
            public List<JobAction> handle(JobEvent event, long now) {
                return core.handle(event, now, EPOCH + now);
            }

            @Override
            public List<JobView> views() {
                return core.views();
            }
        };
    }
}
