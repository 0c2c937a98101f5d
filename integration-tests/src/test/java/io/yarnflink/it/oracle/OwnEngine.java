package io.yarnflink.it.oracle;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.local.LocalCluster;
import io.yarnflink.runtime.program.JobRequirements;
import io.yarnflink.runtime.program.JobSubmitter;
import io.yarnflink.runtime.program.ProgramOutcome;
import io.yarnflink.runtime.program.ProgramRunner;
import io.yarnflink.runtime.program.ProgramSpec;
import io.yarnflink.runtime.program.RunningProgram;
import io.yarnflink.runtime.program.SubmittedJob;
import io.yarnflink.runtime.security.IdentityGenerator;
import io.yarnflink.state.StateBackendSelection;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.jar.JarOutputStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.awaitility.Awaitility;

/** Ours. */
public final class OwnEngine implements Engine {

    private static final int MEGABYTES = 1024;

    /** Half of what there is, so that records travel. */
    private static final int SLOTS_PER_WORKER = SLOTS / 2;

    private final LocalCluster cluster;
    private final Configuration configuration;
    private final Path folder;

    private OwnEngine(LocalCluster cluster, Configuration configuration, Path folder) {
        this.cluster = cluster;
        this.configuration = configuration;
        this.folder = folder;
    }

    /**
     * Starts it.
     *
     * @param folder for temporary files
     * @param classPath the classes of the programs that it will run, unless these tests have them
     */
    public static OwnEngine start(Path folder, List<URL> classPath) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, SLOTS_PER_WORKER);
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(MEGABYTES));
        LocalCluster cluster =
                LocalCluster.start(configuration, new IdentityGenerator().generate(Instant.now()), classPath, folder);
        return new OwnEngine(cluster, configuration, folder);
    }

    @Override
    public Run submit(JobGraph graph) {
        return new OwnRun(cluster.submitter().submit(graph, OwnEngine.class.getClassLoader()));
    }

    @Override
    public void run(Program program) throws Exception {
        try (RunningProgram running = start(program, cluster.submitter())) {
            ProgramOutcome outcome = running.outcome().get(FlinkEngine.PATIENCE_SECONDS, SECONDS);
            if (outcome instanceof ProgramOutcome.Threw threw) {
                throw new ExecutionException(threw.cause());
            } else if (!(outcome instanceof ProgramOutcome.Completed)) {
                throw new IllegalStateException("Expected the program to complete, found " + outcome);
            }
        }
    }

    /** Runs a program that does not end until all tasks of its job run, and then cancels the job. */
    public void runUntilAllTasksRun(Program program) throws Exception {
        CompletableFuture<SubmittedJob> submitted = new CompletableFuture<>();
        JobSubmitter noting = (graph, userCode) -> {
            SubmittedJob job = cluster.submitter().submit(graph, userCode);
            submitted.complete(job);
            return job;
        };
        try (RunningProgram running = start(program, noting)) {
            CompletableFuture<ProgramOutcome> outcome = running.outcome();
            CompletableFuture.anyOf(submitted, outcome).get(FlinkEngine.PATIENCE_SECONDS, SECONDS);
            if (!submitted.isDone()) {
                throw new IllegalStateException("Expected a job, found that the program has ended: " + outcome.get());
            }
            SubmittedJob job = submitted.get();
            Awaitility.await()
                    .atMost(Duration.ofSeconds(FlinkEngine.PATIENCE_SECONDS))
                    .until(() -> outcome.isDone() || allTasksRun(job));
            if (outcome.isDone()) {
                throw new IllegalStateException("Expected an endless program, found " + outcome.get());
            }
            job.cancel().get(FlinkEngine.PATIENCE_SECONDS, SECONDS);
            ProgramOutcome unused = outcome.get(FlinkEngine.PATIENCE_SECONDS, SECONDS);
        }
    }

    private boolean allTasksRun(SubmittedJob job) {
        return cluster.jobManager().status().jobs().stream()
                .filter(view -> view.id().equals(job.id().toHexString()))
                .anyMatch(view -> view.running() == view.tasks());
    }

    private RunningProgram start(Program program, JobSubmitter submitter) throws IOException {
        ProgramSpec spec = new ProgramSpec(
                program.jar().isPresent() ? program.jar().get() : emptyJar(),
                Optional.of(program.mainClass()),
                program.arguments(),
                configuration,
                folder);
        return ProgramRunner.start(
                spec, submitter, new JobRequirements(StateBackendSelection::refusal, StateBackendSelection::choose));
    }

    private Path emptyJar() throws IOException {
        Path jar = folder.resolve("empty.jar");
        new JarOutputStream(Files.newOutputStream(jar)).close();
        return jar;
    }

    @Override
    public void close() {
        cluster.close();
    }

    private record OwnRun(SubmittedJob job) implements Run {

        @Override
        public JobID id() {
            return job.id();
        }

        @Override
        public void awaitRunning() {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(FlinkEngine.PATIENCE_SECONDS))
                    .until(() -> job.status().get() == JobStatus.RUNNING);
        }

        @Override
        public void awaitEnd() throws Exception {
            var unused = job.result().get(FlinkEngine.PATIENCE_SECONDS, SECONDS);
        }

        @Override
        public String savepoint(String directory, boolean canonical) throws Exception {
            return job.savepoint(CheckpointPurpose.SAVEPOINT, Optional.of(directory), canonical)
                    .get(FlinkEngine.PATIENCE_SECONDS, SECONDS);
        }

        @Override
        public String stop(String directory, boolean drain) throws Exception {
            CheckpointPurpose purpose = drain ? CheckpointPurpose.DRAIN : CheckpointPurpose.SUSPEND;
            String path =
                    job.savepoint(purpose, Optional.of(directory), true).get(FlinkEngine.PATIENCE_SECONDS, SECONDS);
            awaitEnd();
            return path;
        }

        @Override
        public void cancel() throws Exception {
            job.cancel().get(FlinkEngine.PATIENCE_SECONDS, SECONDS);
            var unused = job.result().handle((result, failure) -> true).get(FlinkEngine.PATIENCE_SECONDS, SECONDS);
        }
    }
}
