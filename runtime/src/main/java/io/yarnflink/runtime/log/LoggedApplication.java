package io.yarnflink.runtime.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the log says of an application; each entry holds all of it, so that the newest entry is enough.
 *
 * @param name the application's
 * @param id YARN's
 * @param master host and port of the ApplicationMaster that leads it, separated by a colon
 * @param attempt number of the ApplicationMaster's attempt that leads it, 0 if none has yet
 * @param furthest number of the last attempt that came further: under which a checkpoint became complete or a job ended; 0
 *     if none did
 * @param jobs in the order of their ordinals
 * @param end how it ended; present once it has
 */
public record LoggedApplication(
        String name,
        String id,
        String master,
        int attempt,
        int furthest,
        List<LoggedJob> jobs,
        Optional<LogEvent.ApplicationEnded> end) {

    public LoggedApplication {
        jobs = List.copyOf(jobs);
    }

    /** An application that nothing is known of but what it is called. */
    public static LoggedApplication fresh(String name, String id) {
        return new LoggedApplication(name, id, "", 0, 0, List.of(), Optional.empty());
    }

    /** A job by its ordinal. */
    public Optional<LoggedJob> job(int ordinal) {
        return jobs.stream().filter(job -> job.ordinal() == ordinal).findFirst();
    }

    /** How many attempts have been lost one after the other since one came further, whether they had claimed it or not. */
    public int lostInVain() {
        return Math.max(0, attempt - 1 - furthest);
    }

    /** The same after an event. */
    public LoggedApplication after(LogEvent event) {
        if (event instanceof LogEvent.Claimed claimed) {
            return new LoggedApplication(name, id, claimed.master(), claimed.attempt(), furthest, jobs, end);
        } else if (event instanceof LogEvent.JobSubmitted submitted) {
            return submitted(submitted);
        } else if (event instanceof LogEvent.CheckpointCompleted completed) {
            return changed(completed.ordinal(), job -> job.with(completed.checkpoint(), completed.subsumed()))
                    .further();
        } else if (event instanceof LogEvent.CheckpointAdopted adopted) {
            return changed(adopted.ordinal(), job -> job.with(adopted.checkpoint(), List.of()));
        } else if (event instanceof LogEvent.CheckpointDropped dropped) {
            return changed(dropped.ordinal(), job -> job.dropped(dropped.checkpoint(), dropped.reinstated()));
        } else if (event instanceof LogEvent.JobEnded ended) {
            return changed(ended.ordinal(), job -> job.ended(ended.end(), ended.retained()))
                    .further();
        } else if (event instanceof LogEvent.ApplicationEnded ended) {
            return new LoggedApplication(name, id, master, attempt, furthest, jobs, Optional.of(ended));
        }
        throw new IllegalArgumentException("Unknown event " + event);
    }

    private LoggedApplication submitted(LogEvent.JobSubmitted submitted) {
        List<LoggedJob> all = new ArrayList<>(jobs);
        all.removeIf(job -> job.ordinal() == submitted.ordinal());
        all.add(new LoggedJob(
                submitted.ordinal(), submitted.id(), submitted.name(), submitted.graph(), List.of(), Optional.empty()));
        return withJobs(all);
    }

    private LoggedApplication changed(int ordinal, UnaryOperator<LoggedJob> change) {
        if (job(ordinal).isEmpty()) {
            throw new IllegalArgumentException("Expected a job with the ordinal " + ordinal + " in the log of " + id);
        }
        return withJobs(jobs.stream()
                .map(job -> job.ordinal() == ordinal ? change.apply(job) : job)
                .toList());
    }

    private LoggedApplication further() {
        return new LoggedApplication(name, id, master, attempt, attempt, jobs, end);
    }

    private LoggedApplication withJobs(List<LoggedJob> now) {
        return new LoggedApplication(name, id, master, attempt, furthest, now, end);
    }
}
