package io.yarnflink.runtime.local;

import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.jobmanager.JobManager;
import io.yarnflink.runtime.jobmanager.JobManagerOptions;
import io.yarnflink.runtime.memory.WorkerMemory;
import io.yarnflink.runtime.metrics.ProcessMetrics;
import io.yarnflink.runtime.program.JobSubmitter;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.taskmanager.TaskManager;
import io.yarnflink.runtime.taskmanager.TaskManagerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;

/** A whole cluster in this JVM, on loopback. Workers start when a job needs them. */
public final class LocalCluster implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final LocalWorkers workers;
    private final JobManager jobManager;
    private final ProcessMetrics metrics;

    private LocalCluster(LocalWorkers workers, JobManager jobManager, ProcessMetrics metrics) {
        this.workers = workers;
        this.jobManager = jobManager;
        this.metrics = metrics;
    }

    /**
     * Starts the JobManager.
     *
     * @param configuration Flink's keys
     * @param identity with which the parts authenticate to each other
     * @param userClassPath what the jobs' classes are loaded from
     * @param folder for temporary files
     * @throws IOException if the control server cannot listen
     */
    public static LocalCluster start(
            Configuration configuration, ApplicationIdentity identity, List<URL> userClassPath, Path folder)
            throws IOException {
        ProcessMetrics metrics = ProcessMetrics.open(configuration);
        JobManagerOptions options = new JobManagerOptions(
                "local",
                configuration,
                identity,
                new InetSocketAddress(LOOPBACK, 0),
                LOOPBACK.getHostAddress(),
                1,
                folder,
                metrics);
        JobManagerAddress address = new JobManagerAddress();
        Configuration decided = WorkerMemory.decideForThisJvm(configuration);
        LocalWorkers workers = new LocalWorkers(id -> TaskManager.start(new TaskManagerOptions(
                id,
                address.get(),
                identity,
                decided,
                LOOPBACK,
                List.of(folderOf(folder, id)),
                userClassPath,
                metrics,
                Optional.empty())));
        JobManager jobManager = JobManager.start(options, workers);
        workers.onFailure((worker, reason) -> {
            jobManager.workersUnavailable(worker + ": " + reason);
            jobManager.workerEnded(worker, reason);
        });
        address.set(new InetSocketAddress(LOOPBACK, jobManager.address().getPort()));
        return new LocalCluster(workers, jobManager, metrics);
    }

    private static Path folderOf(Path folder, WorkerId id) {
        try {
            return Files.createDirectories(folder.resolve(id.value()));
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to create a folder for " + id + " in " + folder, e);
        }
    }

    /** Where jobs are handed in. */
    public JobSubmitter submitter() {
        return jobManager;
    }

    /** The JobManager, to be watched. */
    public JobManager jobManager() {
        return jobManager;
    }

    /** The workers that were started and neither released nor killed, in the order of their starts. */
    public List<WorkerId> workers() {
        return workers.running().join();
    }

    /** Ends a worker without notice, as a crash would; its tasks are lost and it is replaced. */
    public void killWorker(WorkerId worker) {
        workers.kill(worker);
    }

    @Override
    public void close() {
        jobManager.finish(ApplicationPhase.CANCELED, Optional.empty());
        workers.close();
        jobManager.close();
        metrics.close();
    }
}
