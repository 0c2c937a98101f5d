package io.yarnflink.am;

import io.yarnflink.am.life.ApplicationLife;
import io.yarnflink.am.outcome.ApplicationOutcome;
import io.yarnflink.am.outcome.Diagnostics;
import io.yarnflink.am.startup.ContainerCredentials;
import io.yarnflink.am.startup.ContainerEnvironment;
import io.yarnflink.am.startup.ContainerProcess;
import io.yarnflink.am.startup.Plugins;
import io.yarnflink.am.startup.SharedTraces;
import io.yarnflink.am.startup.SiteConfiguration;
import io.yarnflink.am.startup.Startup;
import io.yarnflink.am.startup.StartupException;
import io.yarnflink.am.worker.WorkerLoop;
import io.yarnflink.am.yarn.ContainerOptions;
import io.yarnflink.am.yarn.Resignation;
import io.yarnflink.am.yarn.YarnCluster;
import io.yarnflink.runtime.application.ApplicationDescriptor;
import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ContainerCommand;
import io.yarnflink.runtime.jobmanager.JobManager;
import io.yarnflink.runtime.jobmanager.JobManagerOptions;
import io.yarnflink.runtime.log.LogEvent;
import io.yarnflink.runtime.log.LoggedApplication;
import io.yarnflink.runtime.memory.TaskManagerMemory;
import io.yarnflink.runtime.metrics.ProcessMetrics;
import io.yarnflink.runtime.program.JobRequirements;
import io.yarnflink.runtime.program.ProgramRunner;
import io.yarnflink.runtime.program.ProgramSpec;
import io.yarnflink.runtime.program.RunningProgram;
import io.yarnflink.runtime.succession.Attempt;
import io.yarnflink.runtime.succession.LoggedSuccession;
import io.yarnflink.runtime.time.Clock;
import io.yarnflink.state.StateBackendSelection;
import io.yarnflink.state.log.HdfsLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.DeploymentOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One application, from the start of its first container to its end. {@link #run} is the list of steps; the
 * ResourceManager's client starts up, and containers are asked for, while the program does.
 */
final class ApplicationMaster {

    private static final Logger LOG = LoggerFactory.getLogger(ApplicationMaster.class);
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(5);
    private static final Duration EXPLANATION_PATIENCE = Duration.ofSeconds(3);
    private static final Duration USUAL_CLIENT_PATIENCE = Duration.ofSeconds(30);

    /** Flink's key for the time after which a client that is not heard of counts as gone; in milliseconds without a unit. */
    private static final ConfigOption<Duration> CLIENT_PATIENCE =
            ConfigOptions.key("client.heartbeat.timeout").durationType().noDefaultValue();

    private final ContainerEnvironment container;
    private final Startup startup;

    /** @param startup takes the steps back; the caller closes it */
    ApplicationMaster(ContainerEnvironment container, Startup startup) {
        this.container = container;
        this.startup = startup;
    }

    /**
     * Runs the application to its end, which YARN has been told of on return.
     *
     * @throws StartupException if this attempt could not start, but another one may
     */
    ApplicationOutcome run() throws StartupException {
        ContainerCredentials credentials = startup.step(
                "read the container's credentials", () -> ContainerCredentials.read(container.credentialsFile()));
        ApplicationDescriptor application = credentials.descriptor();
        startup.step("write the settings of HDFS and YARN", () -> writeSettings(application));
        try {
            return run(credentials, Configuration.fromMap(application.configuration()));
        } catch (StartupException e) {
            if (mayPass(e)) {
                throw e;
            }
            return resign(application, e);
        }
    }

    private ApplicationOutcome run(ContainerCredentials credentials, Configuration configuration)
            throws StartupException {
        ApplicationDescriptor application = credentials.descriptor();
        ContainerOptions options = startup.step("read the options", () -> ContainerOptions.of(configuration));
        TaskManagerContainers containers =
                startup.step("size the TaskManagers", () -> taskManagers(credentials, configuration, options));
        WorkerLoop workers =
                startup.step("open the ResourceManager's client", () -> openWorkers(containers, application, options));
        ProcessMetrics metrics =
                startup.step("start metric reporters", () -> ProcessMetrics.open(configuration), ProcessMetrics::close);
        CompletableFuture<LoggedSuccession> succession = new CompletableFuture<>();
        JobManager jobManager = startup.step(
                "open the control server",
                () -> JobManager.start(jobManagerOptions(credentials, configuration, metrics), workers, address -> {
                    succession.complete(succession(application, address));
                    return succession.join();
                }),
                JobManager::close);
        jobManager.expectWorkers(options.expectedWorkers());
        ApplicationLife life = new ApplicationLife(jobManager, CANCEL_PATIENCE);
        if (configuration.get(DeploymentOptions.SHUTDOWN_IF_ATTACHED)) {
            endWithClients(jobManager, life, configuration.getOptional(CLIENT_PATIENCE));
        }
        cancelWhenAsked(jobManager, life);
        register(workers, jobManager, life);
        Optional<ApplicationOutcome> before = endOfEarlierAttempt(succession.join(), life);
        if (before.isEmpty()) {
            runProgram(application, configuration, life);
        }
        ApplicationOutcome outcome =
                before.orElseGet(() -> explained(life.outcome().join(), workers));
        writeDown(outcome, succession.join());
        end(outcome, application, jobManager, workers);
        succession.join().tidyUp();
        return outcome;
    }

    /** What fails everywhere and always is not tried again. Where no other attempt may come, this one tells what failed. */
    private boolean mayPass(StartupException failure) {
        return container.mayHaveHeir() && failure.mayPass();
    }

    /** Ends the application that could not be started, before YARN knew of this attempt. */
    private static ApplicationOutcome resign(ApplicationDescriptor application, StartupException failure)
            throws StartupException {
        LOG.error("The ApplicationMaster cannot start, and no other could", failure);
        ApplicationOutcome outcome = new ApplicationOutcome(ApplicationPhase.FAILED, Optional.of(unstarted(failure)));
        try {
            Resignation.tell(outcome);
        } catch (IOException | RuntimeException e) {
            failure.addSuppressed(e);
            throw failure;
        }
        remove(application);
        return outcome;
    }

    private static String unstarted(StartupException failure) {
        return "The ApplicationMaster could not start. " + failure.getMessage() + ": " + Diagnostics.of(failure);
    }

    private LoggedSuccession succession(ApplicationDescriptor application, InetSocketAddress address) {
        String folder = application
                .logFolder()
                .orElseThrow(() -> new IllegalStateException("Expected the folder of the application's log"));
        Attempt attempt = new Attempt(
                container.attempt(),
                application.name(),
                container.applicationId(),
                address.getHostString() + ":" + address.getPort(),
                container.mayHaveHeir(),
                application.configuration().containsKey("yarn.application-attempts"));
        return new LoggedSuccession(
                HdfsLog.at(folder),
                folder,
                attempt,
                work -> new Thread(work, "succession").start(),
                lost -> ContainerProcess.abandon(String.valueOf(lost.getMessage())));
    }

    /**
     * How the application ended, if an earlier attempt had come so far and died before YARN knew. The first attempt does not
     * wait to know that: its program starts while the application is claimed.
     */
    private Optional<ApplicationOutcome> endOfEarlierAttempt(LoggedSuccession succession, ApplicationLife life) {
        CompletableFuture<LoggedApplication> claimed = succession.inheritance().whenComplete((application, failure) -> {
            if (failure != null) {
                life.fail("Attempt " + container.attempt() + " of the ApplicationMaster cannot take over: "
                        + Diagnostics.of(failure));
            }
        });
        if (container.attempt() == 1) {
            return Optional.empty();
        }
        return claimed.handle((application, failure) -> failure == null
                        ? application.end().map(ApplicationMaster::outcome).or(() -> endInVain(application))
                        : Optional.<ApplicationOutcome>empty())
                .join();
    }

    /**
     * Attempts that die of what they do themselves do so one after the other. YARN forgets failures that are some time ago,
     * so it would go on for ever.
     */
    private Optional<ApplicationOutcome> endInVain(LoggedApplication application) {
        int before = application.lostInVain();
        return before < container.attempts()
                ? Optional.empty()
                : Optional.of(new ApplicationOutcome(
                        ApplicationPhase.FAILED,
                        Optional.of(
                                "The ApplicationMaster was lost " + before + " times in a row, and each time before a"
                                        + " checkpoint was complete or a job had ended. yarn.application-attempts permits no more;"
                                        + " what YARN says of the attempts is told by 'yarn applicationattempt -list "
                                        + container.applicationId() + "'")));
    }

    private static ApplicationOutcome outcome(LogEvent.ApplicationEnded end) {
        return new ApplicationOutcome(ApplicationPhase.valueOf(end.outcome()), end.failure());
    }

    /** From then on nothing is begun again, should this process die before YARN knows. */
    private static void writeDown(ApplicationOutcome outcome, LoggedSuccession succession) {
        try {
            succession.ended(outcome.phase().name(), outcome.failure());
        } catch (IOException e) {
            LOG.warn("The end of the application could not be written down", e);
        }
    }

    private Path writeSettings(ApplicationDescriptor application) throws IOException {
        Path folder = container.workingFolder().resolve(ContainerCommand.SITE_CONFIGURATION_FOLDER);
        SiteConfiguration.write(folder, application.siteConfiguration());
        return folder;
    }

    private TaskManagerContainers taskManagers(
            ContainerCredentials credentials, Configuration configuration, ContainerOptions options)
            throws IOException {
        return new TaskManagerContainers(
                credentials,
                options,
                TaskManagerMemory.of(configuration),
                TaskManagerContainers.classPath(container.workingFolder(), credentials.descriptor()),
                Optional.of(container.storageUser()),
                container.mayHaveHeir() ? credentials.descriptor().logFolder() : Optional.empty());
    }

    private static WorkerLoop openWorkers(
            TaskManagerContainers containers, ApplicationDescriptor application, ContainerOptions options) {
        YarnCluster cluster = new YarnCluster(containers::at, application.files(), containers.credentials());
        WorkerLoop workers = new WorkerLoop(
                cluster, options.pace(), options.startFailureLimit(), options.nodePolicy(), Clock.system());
        workers.open();
        return workers;
    }

    private JobManagerOptions jobManagerOptions(
            ContainerCredentials credentials, Configuration configuration, ProcessMetrics metrics) throws IOException {
        return new JobManagerOptions(
                credentials.descriptor().name(),
                configuration,
                credentials.identity(),
                new InetSocketAddress(InetAddress.getByName(container.host()), 0),
                container.host(),
                container.attempt(),
                container.makeTemporaryFolders().get(0),
                metrics);
    }

    /** What {@code --shutdownOnAttachedExit} asks for, where the client could not do it itself. */
    private static void endWithClients(JobManager jobManager, ApplicationLife life, Optional<Duration> patience) {
        CompletableFuture<Void> unused = jobManager
                .abandoned(patience.orElse(USUAL_CLIENT_PATIENCE))
                .thenRun(() -> {
                    LOG.info("No client follows the application any more, and it was to end with them");
                    life.cancel();
                });
    }

    private static void cancelWhenAsked(JobManager jobManager, ApplicationLife life) {
        CompletableFuture<Void> unused = jobManager.cancelRequested().thenRun(life::cancel);
    }

    private void register(WorkerLoop workers, JobManager jobManager, ApplicationLife life) {
        CompletableFuture<Void> unused = workers.register(
                        jobManager.address(), new WorkerNews(jobManager, life, container.mayHaveHeir()))
                .exceptionally(failure -> {
                    life.fail("the ApplicationMaster could not register: " + Diagnostics.of(failure));
                    return null;
                });
    }

    /** YARN knows this attempt already, so what is wrong with the program is told as its end. */
    private void runProgram(ApplicationDescriptor application, Configuration configuration, ApplicationLife life)
            throws StartupException {
        try {
            RunningProgram program = startup.step(
                    "start the program", () -> startProgram(application, configuration, life), RunningProgram::close);
            life.follow(program.outcome());
        } catch (StartupException e) {
            if (mayPass(e)) {
                throw e;
            }
            life.fail(unstarted(e));
        }
    }

    private RunningProgram startProgram(
            ApplicationDescriptor application, Configuration configuration, ApplicationLife life) throws IOException {
        Plugins.load(container.workingFolder(), configuration);
        ProgramSpec program = new ProgramSpec(
                container.workingFolder().resolve(application.jobJar()),
                application.entryClass(),
                application.programArguments(),
                configuration,
                container.makeTemporaryFolders().get(0));
        return ProgramRunner.start(
                program,
                life.jobs(),
                new JobRequirements(StateBackendSelection::refusal, StateBackendSelection::choose));
    }

    /** Adds what YARN says of lost TaskManagers, if it was their loss that ended the application. */
    private static ApplicationOutcome explained(ApplicationOutcome outcome, WorkerLoop workers) {
        Optional<String> failure = outcome.failure();
        if (failure.isEmpty()) {
            return outcome;
        }
        String more = workers.explain(failure.get())
                .completeOnTimeout("", EXPLANATION_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return more.isEmpty()
                ? outcome
                : new ApplicationOutcome(outcome.phase(), Optional.of(Diagnostics.withMore(failure.get(), more)));
    }

    /** Clients hear first, then the TaskManagers go, and YARN is told when nothing of the application is left. */
    private static void end(
            ApplicationOutcome outcome, ApplicationDescriptor application, JobManager jobManager, WorkerLoop workers) {
        LOG.info(
                "The application has ended: {} {}",
                outcome.phase(),
                outcome.failure().orElse(""));
        workers.askForNoMore();
        jobManager.finish(outcome.phase(), outcome.failure());
        CompletableFuture<Void> removal = CompletableFuture.runAsync(() -> remove(application));
        try {
            workers.end(outcome).join();
        } catch (RuntimeException e) {
            LOG.error("The ResourceManager could not be told that the application is over", e);
        }
        removal.join();
    }

    private static void remove(ApplicationDescriptor application) {
        try {
            SharedTraces.remove(application);
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} could not be removed; the next client does it", application.applicationFile(), e);
        }
    }
}
