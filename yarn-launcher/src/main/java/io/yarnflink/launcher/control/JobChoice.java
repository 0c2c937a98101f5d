package io.yarnflink.launcher.control;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.ApplicationNotLiveException;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.application.JobView;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which of an application's jobs is meant. Pure. */
final class JobChoice {

    private JobChoice() {}

    /**
     * The id of the job that is meant.
     *
     * @param wanted its id or the beginning of it, as the user gave it; empty if there is only one
     * @throws BadUsageException if several could be meant, or none of that id exists
     * @throws ApplicationNotLiveException if the one that is meant does not run
     */
    static String choose(AppId application, ApplicationStatus status, Optional<String> wanted)
            throws LauncherException {
        if (wanted.isPresent()) {
            return named(application, status.jobs(), wanted.get().toLowerCase(Locale.ROOT));
        }
        List<JobView> live = live(status);
        if (live.size() == 1) {
            return running(live.get(0));
        }
        if (live.isEmpty()) {
            throw new ApplicationNotLiveException(
                    status.jobs().isEmpty()
                            ? application + " runs, but its main() has not submitted a job yet: try again when"
                                    + " 'yarn-flink status " + application + "' shows one"
                            : "No job of " + application + " runs any more: " + list(status.jobs()),
                    null);
        }
        throw new BadUsageException(
                application + " runs " + live.size() + " jobs; choose one with --jobid: " + list(live), null);
    }

    /** The jobs that have not ended. */
    static List<JobView> live(ApplicationStatus status) {
        return status.jobs().stream().filter(job -> !job.phase().isTerminal()).toList();
    }

    private static String named(AppId application, List<JobView> jobs, String wanted) throws LauncherException {
        List<JobView> meant =
                jobs.stream().filter(job -> job.id().startsWith(wanted)).toList();
        if (meant.size() != 1) {
            throw new BadUsageException(
                    "Expected the id of a job of " + application + " behind --jobid, found '" + wanted + "', which "
                            + (meant.isEmpty() ? "none has" : "several begin with")
                            + (jobs.isEmpty() ? "; it has no jobs yet" : ": " + list(jobs)),
                    null);
        }
        return running(meant.get(0));
    }

    /** One that starts over is left to the application, which knows better when it runs again. */
    private static String running(JobView job) throws ApplicationNotLiveException {
        return switch (job.phase()) {
            case RUNNING, RESTARTING -> job.id();
            case WAITING_FOR_SLOTS ->
                throw new ApplicationNotLiveException(
                        "The job does not run yet: " + list(List.of(job)) + ". Try again when it does", null);
            case CANCELING, FAILING, FINISHED, CANCELED, FAILED ->
                throw new ApplicationNotLiveException("The job does not run any more: " + list(List.of(job)), null);
        };
    }

    private static String list(List<JobView> jobs) {
        return jobs.stream()
                .map(job -> job.id() + " (" + job.name() + ", "
                        + job.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ")")
                .collect(Collectors.joining(", "));
    }
}
