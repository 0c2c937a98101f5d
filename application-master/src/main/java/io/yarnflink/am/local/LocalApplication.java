package io.yarnflink.am.local;

import io.yarnflink.am.life.ApplicationLife;
import io.yarnflink.am.outcome.ApplicationOutcome;
import io.yarnflink.am.startup.Plugins;
import io.yarnflink.am.startup.Startup;
import io.yarnflink.am.startup.StartupException;
import io.yarnflink.runtime.application.ApplicationDescriptor;
import io.yarnflink.runtime.application.LocalHandover;
import io.yarnflink.runtime.jobmanager.JobManager;
import io.yarnflink.runtime.local.LocalCluster;
import io.yarnflink.runtime.program.JobRequirements;
import io.yarnflink.runtime.program.ProgramRunner;
import io.yarnflink.runtime.program.ProgramSpec;
import io.yarnflink.runtime.program.RunningProgram;
import io.yarnflink.runtime.program.UserClassPath;
import io.yarnflink.state.StateBackendSelection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.util.FileUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One application in this JVM, from its start to its end. {@link #run} is the list of steps. */
final class LocalApplication {

    private static final Logger LOG = LoggerFactory.getLogger(LocalApplication.class);
    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLIENT_PATIENCE = Duration.ofSeconds(10);

    private final ApplicationDescriptor application;
    private final LocalHandover handover;
    private final Configuration configuration;
    private final Path folder;
    private final Startup startup;
    private final CompletableFuture<Void> clientEnd;

    /**
     * @param folder for everything that goes with this process
     * @param client ends when the client does
     * @param startup takes the steps back; the caller closes it
     */
    LocalApplication(LocalHandover handover, Path folder, InputStream client, Startup startup) {
        this.handover = handover;
        this.application = handover.descriptor();
        this.configuration = Configuration.fromMap(application.configuration());
        this.folder = folder;
        this.clientEnd = endOf(client);
        this.startup = startup;
    }

    /** Runs the application to its end, which the client has heard of on return. */
    ApplicationOutcome run(OpenDoor door) throws StartupException {
        startup.step("own its folder", () -> folder, own -> FileUtils.deleteDirectoryQuietly(own.toFile()));
        startup.step("open file systems", this::openFileSystems);
        LocalCluster cluster = startup.step("start the cluster", this::startCluster, LocalCluster::close);
        JobManager jobManager = cluster.jobManager();
        jobManager.expectWorkers(expectedWorkers());
        ApplicationLife life = new ApplicationLife(jobManager, CANCEL_PATIENCE);
        CompletableFuture<Void> unused = jobManager.cancelRequested().thenRun(life::cancel);
        CompletableFuture<Void> unusedToo = clientEnd.thenRun(() -> cancelUnlessOver(life));
        door.onEnd(ending(life));
        RunningProgram program = startup.step("start the program", () -> startProgram(life), RunningProgram::close);
        life.follow(program.outcome());
        startup.step("tell the client where it is", () -> tellAddress(jobManager.address()));
        ApplicationOutcome outcome = life.outcome().join();
        LOG.info(
                "The application has ended: {} {}",
                outcome.phase(),
                outcome.failure().orElse(""));
        jobManager.finish(outcome.phase(), outcome.failure());
        awaitClient();
        return outcome;
    }

    private static OpenDoor.Ending ending(ApplicationLife life) {
        return new OpenDoor.Ending() {
            @Override
            public void cancel() {
                cancelUnlessOver(life);
            }

            @Override
            public void fail(String why) {
                life.fail(why);
            }
        };
    }

    private static void cancelUnlessOver(ApplicationLife life) {
        if (!life.outcome().isDone()) {
            life.cancel();
        }
    }

    private Path openFileSystems() {
        Plugins.loadNamed(System.getenv(), configuration);
        return folder;
    }

    private LocalCluster startCluster() throws IOException {
        return LocalCluster.start(
                configuration,
                handover.identity(),
                UserClassPath.of(Path.of(application.jobJar()), configuration),
                Files.createDirectories(folder.resolve("tmp")));
    }

    private int expectedWorkers() {
        int slots = Math.max(1, configuration.get(TaskManagerOptions.NUM_TASK_SLOTS));
        return (Math.max(1, configuration.get(CoreOptions.DEFAULT_PARALLELISM)) + slots - 1) / slots;
    }

    private RunningProgram startProgram(ApplicationLife life) {
        ProgramSpec program = new ProgramSpec(
                Path.of(application.jobJar()),
                application.entryClass(),
                application.programArguments(),
                configuration,
                folder.resolve("tmp"));
        return ProgramRunner.start(
                program,
                life.jobs(),
                new JobRequirements(StateBackendSelection::refusal, StateBackendSelection::choose));
    }

    private Path tellAddress(InetSocketAddress address) throws IOException {
        Path written = Files.writeString(
                folder.resolve(LocalHandover.ADDRESS_FILE + ".new"), address.getHostString() + ":" + address.getPort());
        return Files.move(written, folder.resolve(LocalHandover.ADDRESS_FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    private static CompletableFuture<Void> endOf(InputStream client) {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        long skipped = client.transferTo(OutputStream.nullOutputStream());
                        LOG.info("The client has ended its part ({} bytes more)", skipped);
                    } catch (IOException e) {
                        LOG.info("The client is gone", e);
                    }
                    end.complete(null);
                },
                "client-end");
        reader.setDaemon(true);
        reader.start();
        return end;
    }

    /** It closes its end when it has heard how the application ended. */
    private void awaitClient() {
        clientEnd
                .completeOnTimeout(null, CLIENT_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }
}
