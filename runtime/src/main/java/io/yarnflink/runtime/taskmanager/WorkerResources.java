package io.yarnflink.runtime.taskmanager;

import io.yarnflink.runtime.exchange.DataExchange;
import io.yarnflink.runtime.exchange.DataExchangeOptions;
import io.yarnflink.runtime.exchange.NettyDataExchange;
import io.yarnflink.runtime.memory.WorkerMemory;
import io.yarnflink.runtime.metrics.ProcessMetrics;
import io.yarnflink.runtime.program.UserCode;
import io.yarnflink.runtime.task.JobServices;
import io.yarnflink.runtime.task.LocalCopies;
import io.yarnflink.runtime.task.MergedFiles;
import io.yarnflink.runtime.task.WorkerServices;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.UnmodifiableConfiguration;
import org.apache.flink.runtime.broadcast.BroadcastVariableManager;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.io.disk.iomanager.IOManagerAsync;
import org.apache.flink.runtime.memory.MemoryManager;
import org.apache.flink.runtime.memory.SharedResources;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.util.MetricUtils;
import org.apache.flink.runtime.query.KvStateRegistry;
import org.apache.flink.runtime.state.TaskExecutorStateChangelogStoragesManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a TaskManager holds for its tasks from its start to its end. Immutable; its parts are thread-safe. */
final class WorkerResources implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerResources.class);

    private final TaskManagerOptions options;
    private final WorkerServices services;
    private final List<MemoryManager> slotMemory;
    private final TaskManagerMetricGroup metrics;

    private WorkerResources(TaskManagerOptions options, WorkerServices services, List<MemoryManager> slotMemory) {
        this.options = options;
        this.services = services;
        this.slotMemory = slotMemory;
        this.metrics = metrics(
                options.metrics(),
                options.address().getHostName(),
                new ResourceID(options.worker().value()));
    }

    private static TaskManagerMetricGroup metrics(ProcessMetrics metrics, String host, ResourceID worker) {
        return metrics.isReported()
                ? MetricUtils.instantiateTaskManagerMetricGroup(metrics.registry(), host, worker, Optional.empty()).f0
                : TaskManagerMetricGroup.createTaskManagerMetricGroup(metrics.registry(), host, worker);
    }

    /**
     * Opens data exchange and what else tasks need. Blocks while it does so.
     *
     * @throws IOException if data exchange cannot be opened
     * @throws IllegalArgumentException if the configuration does not say how much memory there is
     */
    static WorkerResources open(TaskManagerOptions options, ExecutorService executor, ScheduledExecutorService timer)
            throws IOException {
        Configuration configuration = options.configuration();
        WorkerMemory memory = WorkerMemory.of(configuration);
        int slots = configuration.get(org.apache.flink.configuration.TaskManagerOptions.NUM_TASK_SLOTS);
        String[] directories =
                options.temporaryDirectories().stream().map(Path::toString).toArray(String[]::new);
        List<MemoryManager> slotMemory = Stream.generate(
                        () -> MemoryManager.create(memory.managed().getBytes() / slots, memory.pageSize()))
                .limit(slots)
                .toList();
        // The last that can fail, so that nothing has to be taken back.
        DataExchange exchange = NettyDataExchange.open(
                new DataExchangeOptions(
                        options.worker(),
                        options.address(),
                        options.identity(),
                        configuration,
                        memory.network(),
                        slots,
                        options.temporaryDirectories()),
                executor,
                timer);
        WorkerServices services = new WorkerServices(
                exchange,
                new IOManagerAsync(directories, executor),
                new SharedResources(),
                new BroadcastVariableManager(),
                new KvStateRegistry(),
                new TaskExecutorStateChangelogStoragesManager(),
                new MergedFiles(new ResourceID(options.worker().value()), configuration),
                new WorkerInfo(
                        new UnmodifiableConfiguration(configuration),
                        options.address().getHostAddress(),
                        options.temporaryDirectories()),
                executor,
                timer);
        return new WorkerResources(options, services, slotMemory);
    }

    WorkerServices services() {
        return services;
    }

    int slots() {
        return slotMemory.size();
    }

    MemoryManager memory(int slot) {
        return slotMemory.get(slot);
    }

    String slotName(int slot) {
        return options.worker() + "-slot-" + slot;
    }

    int dataPort() {
        return services.exchange().port();
    }

    /** What a job of this deployment needs here. */
    JobServices job(byte[] deployment) {
        return new JobServices(
                deployment,
                this::userCode,
                temporaryFolder(),
                metrics,
                job -> LocalCopies.of(
                        job, options.configuration(), options.temporaryDirectories(), services.executor()));
    }

    private UserCode userCode(List<URL> more) throws IOException {
        List<URL> classPath = new ArrayList<>(options.userClassPath());
        classPath.addAll(more);
        return UserCode.open(classPath, options.configuration(), temporaryFolder());
    }

    private Path temporaryFolder() {
        return options.temporaryDirectories().get(0);
    }

    @Override
    public void close() {
        services.exchange().close();
        slotMemory.forEach(MemoryManager::shutdown);
        services.mergedFiles().close();
        services.changelogs().shutdown();
        metrics.close();
        try {
            services.files().close();
        } catch (Exception e) {
            LOG.warn("Could not close the spill files", e);
        }
    }
}
