package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.lifecycle.TransitionTable;

/** What may follow what in a job's life. */
final class JobLife {

    static final TransitionTable<JobPhase> TABLE = TransitionTable.of(JobPhase.class)
            .row(
                    JobPhase.WAITING_FOR_SLOTS,
                    JobPhase.RUNNING,
                    JobPhase.RESTARTING,
                    JobPhase.CANCELING,
                    JobPhase.FAILING)
            .row(JobPhase.RUNNING, JobPhase.RESTARTING, JobPhase.CANCELING, JobPhase.FAILING, JobPhase.FINISHED)
            .row(JobPhase.RESTARTING, JobPhase.RUNNING, JobPhase.CANCELING, JobPhase.FAILING)
            .row(JobPhase.CANCELING, JobPhase.CANCELED)
            .row(JobPhase.FAILING, JobPhase.FAILED)
            .build();

    private JobLife() {}
}
