package io.yarnflink.am;

import io.yarnflink.am.life.ApplicationLife;
import io.yarnflink.am.startup.ContainerProcess;
import io.yarnflink.am.worker.WorkerListener;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.jobmanager.JobManager;

/** Tells JobManager and application what becomes of TaskManagers. */
final class WorkerNews implements WorkerListener {

    private final JobManager jobManager;
    private final ApplicationLife life;
    private final boolean mayHaveHeir;

    /** @param mayHaveHeir whether another attempt may lead the application when this one is disowned */
    WorkerNews(JobManager jobManager, ApplicationLife life, boolean mayHaveHeir) {
        this.jobManager = jobManager;
        this.life = life;
        this.mayHaveHeir = mayHaveHeir;
    }

    @Override
    public void allocated(WorkerId worker) {
        // The JobManager hears of it when its TaskManager registers.
    }

    @Override
    public void ended(WorkerId worker, String reason) {
        jobManager.workerEnded(worker, reason);
    }

    @Override
    public void unavailable(String reason) {
        jobManager.workersUnavailable(reason);
        life.fail("No TaskManager can be had: " + reason);
    }

    @Override
    public void disowned(String reason) {
        if (mayHaveHeir) {
            ContainerProcess.abandon("YARN wants nothing more of this ApplicationMaster: " + reason);
        }
        life.fail("YARN wants nothing more of this ApplicationMaster: " + reason);
    }
}
