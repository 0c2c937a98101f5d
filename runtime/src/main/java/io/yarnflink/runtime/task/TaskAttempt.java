package io.yarnflink.runtime.task;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.ProducerState;
import io.yarnflink.runtime.deployment.TaskDeployment;
import io.yarnflink.runtime.exchange.AttemptChannels;
import io.yarnflink.runtime.exchange.ChannelOwner;
import io.yarnflink.runtime.failure.MachineFailure;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.FileSystemSafetyNet;
import org.apache.flink.runtime.execution.CancelTaskException;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.jobgraph.tasks.CoordinatedTask;
import org.apache.flink.runtime.jobgraph.tasks.TaskInvokable;
import org.apache.flink.runtime.metrics.groups.TaskIOMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.operators.coordination.TaskNotRunningException;
import org.apache.flink.runtime.state.TaskStateManager;
import org.apache.flink.runtime.state.TaskStateManagerImpl;
import org.apache.flink.util.ExceptionUtils;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.SerializedValue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one attempt of one subtask on a thread of its own, from reading its deployment to giving back what it held. The
 * public methods may be called from any thread, never block, and may be called at any time.
 */
public final class TaskAttempt {

    private static final Logger LOG = LoggerFactory.getLogger(TaskAttempt.class);

    private final ExecutionAttemptID attempt;
    private final byte[] deployment;
    private final TaskContext context;
    private final TaskLife life;
    private final TaskControl control = new Control();
    private final Thread thread;
    private final TaskStopper stopper;
    private final TaskResources resources;
    private final TaskCheckpoints checkpoints;

    /**
     * Does nothing yet.
     *
     * @param attempt which attempt
     * @param deployment its serialized {@link TaskDeployment}
     * @param context where it runs
     */
    public TaskAttempt(ExecutionAttemptID attempt, byte[] deployment, TaskContext context) {
        this.attempt = attempt;
        this.deployment = deployment;
        this.context = context;
        this.life = new TaskLife(state -> context.listener().changed(attempt, state));
        this.thread = new Thread(this::run, "Task " + attempt);
        this.thread.setDaemon(true);
        this.resources = new TaskResources(context);
        this.checkpoints = new TaskCheckpoints(attempt, context, life, resources, control);
        this.stopper = new TaskStopper(
                thread,
                context.worker().timer(),
                control,
                context.worker().info().getConfiguration());
    }

    /** Begins; to be called once. The listener hears the end in any case. */
    public void start() {
        thread.start();
    }

    /** Stops the attempt unless it has ended or is being stopped. */
    public void cancel() {
        life.cancel().ifPresent(this::stop);
    }

    /** Ends the attempt as failed, unless it has ended or is being stopped. */
    public void fail(Throwable cause) {
        life.fail(cause).ifPresent(this::stop);
    }

    public AttemptState state() {
        return life.phase().told();
    }

    /**
     * Hands an operator a serialized {@code OperatorEvent} of its coordinator.
     *
     * @throws FlinkException if the task does not run or does not take it; in the latter case it fails
     */
    public void deliver(OperatorID operator, byte[] event) throws FlinkException {
        Optional<TaskInvokable> invokable = resources.invokable();
        TaskPhase phase = life.phase();
        boolean running = phase == TaskPhase.INITIALIZING || phase == TaskPhase.RUNNING;
        if (!running || !(invokable.orElse(null) instanceof CoordinatedTask task)) {
            throw new TaskNotRunningException("Expected a running task, but " + attempt + " is " + phase);
        }
        try {
            task.dispatchOperatorEvent(operator, SerializedValue.fromBytes(event));
        } catch (FlinkException | RuntimeException e) {
            FlinkException failure = new FlinkException("Operator " + operator + " did not take an event", e);
            fail(failure);
            throw failure;
        }
    }

    /**
     * Begins a checkpoint, unless that has been asked for before. The JobManager gets its answer: an acknowledgement when
     * the state is written, or that the task does not take part and why.
     *
     * @param timestamp when it was decided on, in milliseconds since the epoch
     * @param options serialized {@code CheckpointOptions}
     */
    public void triggerCheckpoint(long checkpoint, long timestamp, byte[] options) {
        checkpoints.trigger(checkpoint, timestamp, options);
    }

    /**
     * Tells the task that a checkpoint is complete, unless it knows or does not run.
     *
     * @param subsumed the newest checkpoint that has been discarded, 0 for none
     */
    public void confirmCheckpoint(long checkpoint, long subsumed) {
        checkpoints.confirm(checkpoint, subsumed);
    }

    /**
     * Tells the task that a checkpoint has failed, unless it knows or does not run.
     *
     * @param latestCompleted the newest that is complete, 0 for none
     */
    public void abortCheckpoint(long checkpoint, long latestCompleted) {
        checkpoints.abort(checkpoint, latestCompleted);
    }

    private void stop(TaskPhase left) {
        stopper.watch();
        if (left != TaskPhase.DEPLOYING) {
            resources.invokable().ifPresent(invokable -> stopper.cancelFromOutside(invokable, resources.channels()));
        }
    }

    private void run() {
        FileSystemSafetyNet.initializeSafetyNetForThread();
        try {
            execute();
            goOn(TaskEvent.COMPLETE);
        } catch (Throwable t) {
            giveUp(t);
        } finally {
            end();
        }
    }

    private void execute() throws Throwable {
        JobServices.Parts job = context.job().parts(context.jobManager());
        TaskDeployment task = InstantiationUtil.deserializeObject(deployment, TaskAttempt.class.getClassLoader());
        thread.setName(task.taskName() + " (" + (attempt.getSubtaskIndex() + 1) + "/" + task.parallelism() + ")#"
                + attempt.getAttemptNumber());
        ClassLoader userCode = job.userCode().asClassLoader();
        thread.setContextClassLoader(userCode);
        ExecutionConfig executionConfig = job.deployment().executionConfig().deserializeValue(userCode);
        stopper.configure(executionConfig);
        giveUpIfStopping();

        TaskMetricGroup metrics = resources.addMetrics(job.metrics(), attempt, task.taskName());
        AttemptChannels channels = resources.addChannels(context.worker()
                .exchange()
                .createChannels(
                        new Owner(job.deployment().job(), thread.getName(), metrics), task.outputs(), task.inputs()));
        channels.setUp();
        giveUpIfStopping();

        TaskStateManager state = resources.addState(stateOf(job, task));
        TaskSetup setup = new TaskSetup(job, task, executionConfig, channels, metrics, state);
        TaskEnvironment environment = resources.addEnvironment(new TaskEnvironment(context, setup, control));
        runInvokable(resources.addInvokable(Invokables.create(userCode, task.invokableClass(), environment)));
        channels.finish();
    }

    private TaskStateManager stateOf(JobServices.Parts job, TaskDeployment task) {
        return new TaskStateManagerImpl(
                job.deployment().job(),
                attempt,
                job.localCopies().of(attempt),
                context.worker().mergedFiles().join(job, attempt).orElse(null),
                null,
                context.worker().changelogs(),
                task.restore(),
                new CheckpointReports(context.jobManager()));
    }

    private void runInvokable(TaskInvokable invokable) throws Exception {
        try {
            goOn(TaskEvent.INITIALIZE);
            invokable.restore();
            goOn(TaskEvent.RUN);
            invokable.invoke();
        } catch (Throwable t) {
            // Decided before the clean-up, which ends with exceptions of its own where the first was a cancellation.
            settle(t);
            cleanUpAfter(invokable, t);
            throw t;
        }
        invokable.cleanUp(null);
        giveUpIfStopping();
    }

    private void cleanUpAfter(TaskInvokable invokable, Throwable failure) {
        try {
            invokable.cleanUp(failure);
        } catch (Exception | LinkageError e) {
            LOG.error("The clean-up of {} failed", thread.getName(), e);
        }
    }

    /** Takes the next step of life, or gives up if the attempt is to stop. */
    private void goOn(TaskEvent event) {
        if (life.on(event).isStopping()) {
            throw new CancelTaskException();
        }
    }

    private void giveUpIfStopping() {
        if (life.phase().isStopping()) {
            throw new CancelTaskException();
        }
    }

    /** On the task's thread, after it has thrown. */
    private void giveUp(Throwable thrown) {
        settle(thrown);
        resources.invokable().ifPresent(stopper::cancelFromInside);
        boolean outOfMemory =
                thrown instanceof OutOfMemoryError && context.worker().info().shouldExitJvmOnOutOfMemoryError();
        boolean machine = ExceptionUtils.findThrowable(thrown, MachineFailure.class::isInstance)
                .isPresent();
        if (ExceptionUtils.isJvmFatalError(thrown) || outOfMemory || machine) {
            context.listener().fatal(thrown);
        }
    }

    /** What ends the attempt: an earlier decision, a cancellation that came from within, or a failure. */
    private void settle(Throwable thrown) {
        boolean producerGone =
                ExceptionUtils.findThrowable(thrown, CancelTaskException.class).isPresent();
        Optional<TaskPhase> ended = producerGone ? life.cancel() : life.fail(thrown);
        if (ended.isPresent()) {
            LOG.warn("{} ({}) is {} after {}", thread.getName(), attempt, life.phase(), ended.get(), thrown);
            stopper.watch();
        }
    }

    private void end() {
        // A late interrupt is no reason to leave files open.
        boolean interrupted = Thread.interrupted();
        LOG.debug("Releasing what {} held (interrupted: {})", thread.getName(), interrupted);
        byte[] accumulators = resources.accumulators();
        try {
            resources.release(life.phase().isStopping(), life.failure());
        } catch (Exception | LinkageError e) {
            LOG.error("Could not release what {} held", thread.getName(), e);
            context.listener().fatal(e);
        }
        FileSystemSafetyNet.closeSafetyNetAndGuardedResourcesForThread();
        stopper.released();
        AttemptState state = life.on(TaskEvent.RELEASE).told();
        LOG.info("{} ({}) is {}", thread.getName(), attempt, state);
        Optional<FailureCause> failure = Optional.ofNullable(life.failure()).map(this::inWords);
        context.listener()
                .ended(
                        new AttemptStatus(attempt, state, failure, accumulators, AttemptStatus.Progress.START),
                        state == AttemptState.FINISHED ? resources.partitions() : List.of());
    }

    /** The root cause alone, an incompatible serializer say, often tells nothing of where. */
    private FailureCause inWords(Throwable failure) {
        FailureCause cause = FailureCause.of(failure);
        return new FailureCause(thread.getName() + " failed: " + cause.summary(), cause.stackTrace());
    }

    private final class Owner implements ChannelOwner {

        private final JobID job;
        private final String name;
        private final TaskMetricGroup metrics;

        private Owner(JobID job, String name, TaskMetricGroup metrics) {
            this.job = job;
            this.name = name;
            this.metrics = metrics;
        }

        @Override
        public ExecutionAttemptID attempt() {
            return attempt;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public TaskIOMetricGroup metrics() {
            return metrics.getIOMetricGroup();
        }

        @Override
        public AttemptState state() {
            return TaskAttempt.this.state();
        }

        @Override
        public CompletableFuture<ProducerState> producerOf(ResultPartitionID partition) {
            return context.jobManager().producerOf(job, partition);
        }

        @Override
        public void cancel() {
            TaskAttempt.this.cancel();
        }

        @Override
        public void fail(Throwable cause) {
            TaskAttempt.this.fail(cause);
        }
    }

    private final class Control implements TaskControl {

        @Override
        public void fail(Throwable cause) {
            TaskAttempt.this.fail(cause);
        }

        @Override
        public void endOfData() {
            context.listener().endOfData(attempt);
        }

        @Override
        public void fatal(Throwable cause) {
            context.listener().fatal(cause);
        }
    }
}
