package io.yarnflink.runtime.task;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobInfo;
import org.apache.flink.api.common.JobInfoImpl;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.TaskInfoImpl;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.accumulators.AccumulatorRegistry;
import org.apache.flink.runtime.broadcast.BroadcastVariableManager;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointMetrics;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.checkpoint.channel.ChannelStateWriteRequestExecutorFactory;
import org.apache.flink.runtime.checkpoint.channel.ChannelStateWriter;
import org.apache.flink.runtime.execution.Environment;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.externalresource.ExternalResourceInfoProvider;
import org.apache.flink.runtime.io.disk.iomanager.IOManager;
import org.apache.flink.runtime.io.network.TaskEventDispatcher;
import org.apache.flink.runtime.io.network.api.writer.ResultPartitionWriter;
import org.apache.flink.runtime.io.network.partition.consumer.IndexedInputGate;
import org.apache.flink.runtime.jobgraph.JobType;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.jobgraph.tasks.InputSplitProvider;
import org.apache.flink.runtime.jobgraph.tasks.TaskOperatorEventGateway;
import org.apache.flink.runtime.memory.MemoryManager;
import org.apache.flink.runtime.memory.SharedResources;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.query.TaskKvStateRegistry;
import org.apache.flink.runtime.state.CheckpointStorageAccess;
import org.apache.flink.runtime.state.TaskStateManager;
import org.apache.flink.runtime.taskexecutor.GlobalAggregateManager;
import org.apache.flink.runtime.taskmanager.TaskManagerActions;
import org.apache.flink.runtime.taskmanager.TaskManagerRuntimeInfo;
import org.apache.flink.util.UserCodeClassLoader;
import org.jspecify.annotations.Nullable;

/** What Flink's {@code StreamTask} finds around itself. Made and mostly used by the task's thread. */
final class TaskEnvironment implements Environment {

    private final TaskContext context;
    private final TaskSetup setup;
    private final TaskControl control;
    private final Configuration jobConfiguration;
    private final Configuration taskConfiguration;
    private final JobInfo jobInfo;
    private final TaskInfo taskInfo;
    private final AccumulatorRegistry accumulators;
    private final TaskKvStateRegistry kvStates;
    private final CheckpointReports reports;
    private final Map<String, Future<Path>> cachedFiles;

    // Set by the task's thread while the invokable is made, read by threads that it starts later.
    private @Nullable MailboxExecutor mailbox;
    private @Nullable ExecutorService asyncOperations;
    private @Nullable CheckpointStorageAccess checkpointStorage;
    private volatile ChannelStateWriter channelStateWriter = ChannelStateWriter.NO_OP;

    TaskEnvironment(TaskContext context, TaskSetup setup, TaskControl control) {
        this.context = context;
        this.setup = setup;
        this.control = control;
        this.reports = new CheckpointReports(context.jobManager());
        // A StreamTask writes to its configurations, and other attempts read the originals.
        this.jobConfiguration = new Configuration(setup.job().deployment().configuration());
        SmallState.decide(
                jobConfiguration,
                context.worker().info().getConfiguration(),
                setup.job().deployment().operators());
        this.taskConfiguration = new Configuration(setup.task().configuration());
        this.jobInfo = new JobInfoImpl(
                setup.job().deployment().job(), setup.job().deployment().name());
        ExecutionAttemptID attempt = setup.task().attempt();
        this.taskInfo = new TaskInfoImpl(
                setup.task().taskName(),
                setup.task().maxParallelism(),
                attempt.getSubtaskIndex(),
                setup.task().parallelism(),
                attempt.getAttemptNumber(),
                context.slotName());
        this.accumulators = new AccumulatorRegistry(getJobID(), attempt);
        this.cachedFiles = setup.job()
                .artifacts()
                .cached(
                        JobServices.source(setup.job().deployment(), context.jobManager()),
                        context.worker().executor());
        this.kvStates = context.worker().kvStates().createTaskRegistry(getJobID(), getJobVertexId());
    }

    @Override
    public ExecutionConfig getExecutionConfig() {
        return setup.executionConfig();
    }

    @Override
    public JobID getJobID() {
        return jobInfo.getJobId();
    }

    @Override
    public JobType getJobType() {
        return setup.job().deployment().batch() ? JobType.BATCH : JobType.STREAMING;
    }

    @Override
    public JobVertexID getJobVertexId() {
        return getExecutionId().getJobVertexId();
    }

    @Override
    public ExecutionAttemptID getExecutionId() {
        return setup.task().attempt();
    }

    @Override
    public Configuration getTaskConfiguration() {
        return taskConfiguration;
    }

    @Override
    public TaskManagerRuntimeInfo getTaskManagerInfo() {
        return context.worker().info();
    }

    @Override
    public TaskMetricGroup getMetricGroup() {
        return setup.metrics();
    }

    @Override
    public Configuration getJobConfiguration() {
        return jobConfiguration;
    }

    @Override
    public JobInfo getJobInfo() {
        return jobInfo;
    }

    @Override
    public TaskInfo getTaskInfo() {
        return taskInfo;
    }

    @Override
    public InputSplitProvider getInputSplitProvider() {
        return new SplitsOfTask(context.jobManager(), getJobID(), getJobVertexId(), taskInfo.getIndexOfThisSubtask());
    }

    @Override
    public TaskOperatorEventGateway getOperatorCoordinatorEventGateway() {
        return new CoordinatorGateway(
                context.jobManager(),
                getJobID(),
                getExecutionId(),
                getUserCodeClassLoader().asClassLoader(),
                context.worker().executor());
    }

    @Override
    public IOManager getIOManager() {
        return context.worker().files();
    }

    @Override
    public MemoryManager getMemoryManager() {
        return context.memory();
    }

    @Override
    public SharedResources getSharedResources() {
        return context.worker().shared();
    }

    @Override
    public UserCodeClassLoader getUserCodeClassLoader() {
        return setup.job().userCode();
    }

    @Override
    public Map<String, Future<Path>> getDistributedCacheEntries() {
        return cachedFiles;
    }

    @Override
    public BroadcastVariableManager getBroadcastVariableManager() {
        return context.worker().broadcastVariables();
    }

    @Override
    public TaskStateManager getTaskStateManager() {
        return setup.state();
    }

    @Override
    public GlobalAggregateManager getGlobalAggregateManager() {
        return new NotOffered();
    }

    @Override
    public ExternalResourceInfoProvider getExternalResourceInfoProvider() {
        return ExternalResourceInfoProvider.NO_EXTERNAL_RESOURCES;
    }

    @Override
    public AccumulatorRegistry getAccumulatorRegistry() {
        return accumulators;
    }

    @Override
    public TaskKvStateRegistry getTaskKvStateRegistry() {
        return kvStates;
    }

    @Override
    public void acknowledgeCheckpoint(long checkpoint, CheckpointMetrics metrics) {
        acknowledgeCheckpoint(checkpoint, metrics, null);
    }

    @Override
    public void acknowledgeCheckpoint(
            long checkpoint, CheckpointMetrics metrics, @Nullable TaskStateSnapshot snapshot) {
        reports.acknowledgeCheckpoint(getJobID(), getExecutionId(), checkpoint, metrics, snapshot);
    }

    @Override
    public void declineCheckpoint(long checkpoint, CheckpointException reason) {
        reports.declineCheckpoint(getJobID(), getExecutionId(), checkpoint, reason);
    }

    @Override
    public void failExternally(Throwable cause) {
        control.fail(cause);
    }

    @Override
    public ResultPartitionWriter getWriter(int index) {
        return setup.channels().writers().get(index);
    }

    @Override
    public ResultPartitionWriter[] getAllWriters() {
        return setup.channels().writers().toArray(ResultPartitionWriter[]::new);
    }

    @Override
    public IndexedInputGate getInputGate(int index) {
        return setup.channels().gates().get(index);
    }

    @Override
    public IndexedInputGate[] getAllInputGates() {
        return setup.channels().gates().toArray(IndexedInputGate[]::new);
    }

    @Override
    public TaskEventDispatcher getTaskEventDispatcher() {
        return setup.channels().events();
    }

    @Override
    public TaskManagerActions getTaskManagerActions() {
        return new ActionsOfTask(control);
    }

    @Override
    public void setMainMailboxExecutor(MailboxExecutor executor) {
        mailbox = executor;
    }

    @Override
    public MailboxExecutor getMainMailboxExecutor() {
        return requireNonNull(mailbox, "The task has not made its mailbox yet");
    }

    @Override
    public void setAsyncOperationsThreadPool(ExecutorService executor) {
        asyncOperations = executor;
    }

    @Override
    public ExecutorService getAsyncOperationsThreadPool() {
        return requireNonNull(asyncOperations, "The task has not made its pool for asynchronous operations yet");
    }

    @Override
    public void setCheckpointStorageAccess(CheckpointStorageAccess access) {
        checkpointStorage = access;
    }

    @Override
    public CheckpointStorageAccess getCheckpointStorageAccess() {
        return requireNonNull(checkpointStorage, "The task has not opened its checkpoint storage yet");
    }

    @Override
    public ChannelStateWriteRequestExecutorFactory getChannelStateExecutorFactory() {
        return setup.job().channelState();
    }

    @Override
    public void setChannelStateWriter(ChannelStateWriter writer) {
        channelStateWriter = writer;
    }

    @Override
    public ChannelStateWriter getChannelStateWriter() {
        return channelStateWriter;
    }
}
