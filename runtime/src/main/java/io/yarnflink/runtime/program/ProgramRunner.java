package io.yarnflink.runtime.program;

import io.yarnflink.runtime.program.EntryPoint.NoEntryPointException;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.datastream.impl.ExecutionContextEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a program's {@code main} on a thread of its own and waits for all jobs that it starts. */
public final class ProgramRunner {

    private static final Logger LOG = LoggerFactory.getLogger(ProgramRunner.class);

    private final ProgramSpec spec;
    private final ProgramExecutors executors;
    private final UserCode userCode;
    private final CompletableFuture<ProgramOutcome> outcome;

    private ProgramRunner(
            ProgramSpec spec,
            ProgramExecutors executors,
            UserCode userCode,
            CompletableFuture<ProgramOutcome> outcome) {
        this.spec = spec;
        this.executors = executors;
        this.userCode = userCode;
        this.outcome = outcome;
    }

    /**
     * Starts a program; returns at once.
     *
     * @param spec what is run
     * @param submitter gets its jobs, from any thread
     * @param requirements what is looked at before a job is handed to {@code submitter}
     */
    public static RunningProgram start(ProgramSpec spec, JobSubmitter submitter, JobRequirements requirements) {
        CompletableFuture<ProgramOutcome> outcome = new CompletableFuture<>();
        try {
            UserCode userCode = UserCode.open(
                    UserClassPath.of(spec.jobJar(), spec.configuration()),
                    spec.configuration(),
                    spec.temporaryDirectory());
            ProgramExecutors executors = new ProgramExecutors(submitter, requirements);
            ProgramRunner runner = new ProgramRunner(spec, executors, userCode, outcome);
            return RunningProgram.start(runner::run, userCode, outcome);
        } catch (IOException | IllegalArgumentException e) {
            outcome.complete(new ProgramOutcome.NotStarted(String.valueOf(e.getMessage())));
            return RunningProgram.notStarted(outcome);
        }
    }

    private void run() {
        try {
            Method main = EntryPoint.find(spec, userCode.classLoader());
            LOG.info("Calling {} with {} arguments", main, spec.arguments().size());
            call(main);
        } catch (NoEntryPointException | IOException e) {
            outcome.complete(new ProgramOutcome.NotStarted(String.valueOf(e.getMessage())));
            return;
        } catch (Throwable e) {
            Throwable cause = RootCause.of(e);
            LOG.error("The program failed", e);
            outcome.complete(new ProgramOutcome.Threw(cause));
            return;
        }
        completeAfterJobs();
    }

    private void call(Method main) throws ReflectiveOperationException {
        Configuration configuration = environmentConfiguration();
        boolean secondApi = offerSecondApi(configuration);
        StreamContextEnvironment.setAsContext(
                executors,
                configuration,
                userCode.classLoader(),
                Integer.MAX_VALUE,
                Integer.MAX_VALUE,
                true,
                null,
                null,
                List.of());
        try {
            main.invoke(null, (Object) spec.arguments().toArray(String[]::new));
        } finally {
            StreamContextEnvironment.unsetAsContext();
            if (secondApi) {
                ExecutionContextEnvironment.unsetAsContext();
            }
        }
    }

    /** DataStream V2 finds its environment elsewhere. Its classes want to look into those of java.util. */
    private boolean offerSecondApi(Configuration configuration) {
        try {
            ExecutionContextEnvironment.setAsContext(executors, configuration, userCode.classLoader());
            return true;
        } catch (LinkageError e) {
            LOG.warn(
                    "Programs of the DataStream API V2 cannot run: this JVM was started without"
                            + " --add-opens=java.base/java.util=ALL-UNNAMED",
                    e);
            return false;
        }
    }

    /** Every environment gets a copy of this. {@code execute()} waits; nothing cancels jobs behind the program's back. */
    private Configuration environmentConfiguration() {
        Configuration configuration = new Configuration(spec.configuration());
        configuration.set(DeploymentOptions.TARGET, ProgramExecutors.NAME);
        configuration.set(DeploymentOptions.ATTACHED, true);
        configuration.set(DeploymentOptions.SHUTDOWN_IF_ATTACHED, false);
        if (!configuration.contains(JobManagerOptions.SCHEDULER)) {
            // Else the graphs of batch jobs leave their parallelism open.
            configuration.set(JobManagerOptions.SCHEDULER, JobManagerOptions.SchedulerType.Default);
        }
        // They are on the class loaders of the program and of all tasks; what is here counts as added by the program.
        configuration.removeConfig(PipelineOptions.CLASSPATHS);
        return configuration;
    }

    private void completeAfterJobs() {
        List<SubmittedJob> jobs = executors.jobs();
        if (jobs.isEmpty()) {
            outcome.complete(new ProgramOutcome.NeverExecuted());
            return;
        }
        CompletableFuture<?>[] results = jobs.stream().map(SubmittedJob::result).toArray(CompletableFuture[]::new);
        var unused =
                CompletableFuture.allOf(results).whenComplete((done, failure) -> outcome.complete(summarize(jobs)));
    }

    /** The first failure in the order of submission counts; all results are there. */
    private static ProgramOutcome summarize(List<SubmittedJob> jobs) {
        for (SubmittedJob job : jobs) {
            Throwable failure = job.result().handle((result, thrown) -> thrown).join();
            if (failure != null) {
                return new ProgramOutcome.JobFailed(job.id(), RootCause.of(failure));
            }
        }
        return new ProgramOutcome.Completed(jobs.size());
    }
}
