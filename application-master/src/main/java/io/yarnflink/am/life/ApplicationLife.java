package io.yarnflink.am.life;

import io.yarnflink.am.outcome.ApplicationOutcome;
import io.yarnflink.am.outcome.Diagnostics;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.jobmanager.JobFailure;
import io.yarnflink.runtime.program.JobSubmitter;
import io.yarnflink.runtime.program.ProgramOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out when the application is over and how it ended. What comes first decides: {@code main()} has returned or
 * thrown and no job is left; a client has canceled; no TaskManager can be had; YARN wants no more of this process.
 */
public final class ApplicationLife {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationLife.class);

    private final TrackedJobs jobs;
    private final Duration patience;
    private final CompletableFuture<Void> programEnd = new CompletableFuture<>();
    private final CompletableFuture<ApplicationOutcome> outcome = new CompletableFuture<>();

    /**
     * @param jobManager takes the jobs
     * @param patience how long {@code main()} may go on after its jobs have been canceled
     */
    public ApplicationLife(JobSubmitter jobManager, Duration patience) {
        this.jobs = new TrackedJobs(jobManager);
        this.patience = patience;
    }

    /** Where {@code execute()} is to send its jobs. */
    public JobSubmitter jobs() {
        return jobs;
    }

    /** The program runs; its outcome, which includes that of its jobs, ends the application. */
    public void follow(CompletableFuture<ProgramOutcome> program) {
        CompletableFuture<Boolean> unused = program.handle((ended, broken) -> {
            programEnd.complete(null);
            return outcome.complete(broken == null ? judge(ended) : failed(Diagnostics.of(broken)));
        });
    }

    private ApplicationOutcome judge(ProgramOutcome program) {
        if (jobs.isCanceled()) {
            return canceled();
        }
        if (program instanceof ProgramOutcome.Completed) {
            return new ApplicationOutcome(ApplicationPhase.SUCCEEDED, Optional.empty());
        } else if (program instanceof ProgramOutcome.JobFailed job) {
            return ofFailure(true, job.cause());
        } else if (program instanceof ProgramOutcome.Threw main) {
            // A job's failure reaches main() through execute().
            boolean ofJob =
                    ExceptionUtils.findThrowable(main.cause(), JobFailure.class).isPresent();
            return ofFailure(ofJob, main.cause());
        } else if (program instanceof ProgramOutcome.NotStarted problem) {
            return failed(problem.problem());
        } else if (program instanceof ProgramOutcome.CalledExit exit) {
            return failed(exit.problem());
        } else {
            return failed("main() returned without having executed a job: call execute() on its environment");
        }
    }

    private static ApplicationOutcome ofFailure(boolean ofJob, Throwable cause) {
        if (ExceptionUtils.findThrowable(cause, JobCancellationException.class).isPresent()) {
            return canceled();
        }
        return failed((ofJob ? "A job failed: " : "main() failed: ") + Diagnostics.of(cause));
    }

    private static ApplicationOutcome canceled() {
        return new ApplicationOutcome(ApplicationPhase.CANCELED, Optional.empty());
    }

    private static ApplicationOutcome failed(String why) {
        return new ApplicationOutcome(ApplicationPhase.FAILED, Optional.of(why));
    }

    /** Cancels all jobs; the application ends as canceled when they, and for a while {@code main()}, have ended. */
    public void cancel() {
        LOG.info("A client cancels the application");
        jobs.cancelAll();
        CompletableFuture<Boolean> unused = jobs.allEnded()
                .thenCompose(ofJobs -> programEnd.copy().orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS))
                .handle((ofProgram, late) -> outcome.complete(canceled()));
    }

    /** Something that has nothing to do with the program makes it impossible to go on. */
    public void fail(String why) {
        if (outcome.complete(failed(why))) {
            LOG.error("The application fails: {}", why);
        }
    }

    /** Completes when the application is over; what runs then is to be ended. */
    public CompletableFuture<ApplicationOutcome> outcome() {
        return outcome;
    }
}
