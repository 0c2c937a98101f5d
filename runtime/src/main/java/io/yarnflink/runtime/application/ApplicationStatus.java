package io.yarnflink.runtime.application;

import java.util.List;
import java.util.Optional;

/**
 * What an ApplicationMaster tells of its application; complete in itself, so that a watcher needs only the newest.
 *
 * @param phase where the application stands
 * @param workersWanted TaskManagers that the jobs need
 * @param workersRegistered TaskManagers that have registered and live
 * @param jobs in the order of their submission
 * @param failure the root cause, once the application has failed
 */
public record ApplicationStatus(
        ApplicationPhase phase,
        int workersWanted,
        int workersRegistered,
        List<JobView> jobs,
        Optional<String> failure) {

    public ApplicationStatus {
        jobs = List.copyOf(jobs);
    }
}
