package io.yarnflink.runtime.task;

import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.CheckpointMetaData;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.tasks.CheckpointableTask;
import org.apache.flink.runtime.jobgraph.tasks.TaskInvokable;
import org.apache.flink.util.FlinkException;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the JobManager's words about checkpoints to one attempt: one after the other in the order in which they came, each
 * once, on threads that may read bytes and take the mailbox's lock. What comes again is ignored.
 */
@SuppressWarnings("FutureReturnValueIgnored") // what goes wrong in a task's mailbox fails the task
final class TaskCheckpoints {

    private static final Logger LOG = LoggerFactory.getLogger(TaskCheckpoints.class);

    private final ExecutionAttemptID attempt;
    private final TaskContext context;
    private final TaskLife life;
    private final TaskResources resources;
    private final TaskControl control;

    // What was asked for last; whoever brings a word replaces it under the lock.
    private CompletionStage<?> last = CompletableFuture.completedFuture(null);

    // Of these only the word that is being carried out knows, and there is one at a time.
    private final RecentCheckpoints triggered = new RecentCheckpoints();
    private final RecentCheckpoints aborted = new RecentCheckpoints();
    private long confirmed;
    private long subsumed;

    TaskCheckpoints(
            ExecutionAttemptID attempt,
            TaskContext context,
            TaskLife life,
            TaskResources resources,
            TaskControl control) {
        this.attempt = attempt;
        this.context = context;
        this.life = life;
        this.resources = resources;
        this.control = control;
    }

    /** See {@link TaskAttempt#triggerCheckpoint}. */
    void trigger(long checkpoint, long timestamp, byte[] options) {
        inOrder(() -> doTrigger(checkpoint, timestamp, options));
    }

    /** See {@link TaskAttempt#confirmCheckpoint}. */
    void confirm(long checkpoint, long newestSubsumed) {
        inOrder(() -> doConfirm(checkpoint, newestSubsumed));
    }

    /** See {@link TaskAttempt#abortCheckpoint}. */
    void abort(long checkpoint, long latestCompleted) {
        inOrder(() -> doAbort(checkpoint, latestCompleted));
    }

    private synchronized void inOrder(Runnable word) {
        last = last.thenRunAsync(word, context.worker().executor()).exceptionally(this::failed);
    }

    private @Nullable Void failed(Throwable bug) {
        control.fail(new FlinkException("Could not tell " + attempt + " of a checkpoint", bug));
        return null;
    }

    private void doTrigger(long checkpoint, long timestamp, byte[] options) {
        long newest = triggered.highest();
        if (!triggered.add(checkpoint)) {
            LOG.debug("{} has been asked for checkpoint {} before", attempt, checkpoint);
            return;
        }
        if (checkpoint < newest) {
            decline(
                    checkpoint,
                    CheckpointFailureReason.CHECKPOINT_DECLINED_SUBSUMED,
                    new FlinkException("Checkpoint " + newest + " has been begun before it"));
            return;
        }
        Optional<CheckpointableTask> task = runningTask();
        if (task.isEmpty()) {
            decline(
                    checkpoint,
                    CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_NOT_READY,
                    new FlinkException("Expected a running task, but " + attempt + " is " + life.phase()));
            return;
        }
        CheckpointMetaData metaData = new CheckpointMetaData(
                checkpoint, timestamp, Clock.system().now().toEpochMilli());
        tell(checkpoint, () -> begin(task.get(), metaData, options));
    }

    private void begin(CheckpointableTask task, CheckpointMetaData metaData, byte[] options)
            throws IOException, ClassNotFoundException {
        long checkpoint = metaData.getCheckpointId();
        CheckpointOptions read = InstantiationUtil.deserializeObject(options, TaskCheckpoints.class.getClassLoader());
        try {
            task.triggerCheckpointAsync(metaData, read).whenComplete((begun, failure) -> {
                if (failure != null || !begun) {
                    decline(checkpoint, CheckpointFailureReason.TASK_FAILURE, failure);
                }
            });
        } catch (RejectedExecutionException e) {
            decline(checkpoint, CheckpointFailureReason.CHECKPOINT_DECLINED_TASK_CLOSING, e);
        }
    }

    private void doConfirm(long checkpoint, long newestSubsumed) {
        runningTask().ifPresent(task -> {
            if (checkpoint > confirmed) {
                tell(checkpoint, () -> {
                    task.notifyCheckpointCompleteAsync(checkpoint);
                    heardOf(checkpoint);
                });
            }
            if (newestSubsumed > subsumed) {
                tell(newestSubsumed, () -> task.notifyCheckpointSubsumedAsync(newestSubsumed));
                subsumed = newestSubsumed;
            }
        });
    }

    private void doAbort(long checkpoint, long latestCompleted) {
        runningTask()
                .filter(task -> aborted.add(checkpoint))
                .ifPresent(task -> tell(checkpoint, () -> {
                    // The task takes the second number for a confirmation, in case it has missed one.
                    task.notifyCheckpointAbortAsync(checkpoint, latestCompleted);
                    heardOf(latestCompleted);
                }));
    }

    private void heardOf(long complete) {
        if (complete > confirmed) {
            confirmed = complete;
            context.listener().confirmed(attempt, complete);
        }
    }

    /** The task, if it can be told anything now; before and after that it takes part in nothing. */
    private Optional<CheckpointableTask> runningTask() {
        TaskInvokable invokable = resources.invokable().orElse(null);
        return life.phase() == TaskPhase.RUNNING && invokable instanceof CheckpointableTask task
                ? Optional.of(task)
                : Optional.empty();
    }

    private void tell(long checkpoint, Word word) {
        try {
            word.say();
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is closing and does not hear of checkpoint {} any more", attempt, checkpoint, e);
        } catch (Exception | LinkageError e) {
            // While it stops, parts of it may be gone.
            if (life.phase() == TaskPhase.RUNNING) {
                control.fail(new FlinkException("Could not tell " + attempt + " of checkpoint " + checkpoint, e));
            }
        }
    }

    private void decline(long checkpoint, CheckpointFailureReason reason, @Nullable Throwable cause) {
        FailureCause words =
                cause == null ? new FailureCause(attempt + " is not running any more", "") : FailureCause.of(cause);
        context.jobManager().decline(attempt, checkpoint, reason, words);
    }

    /** Something that is said to a task. */
    private interface Word {
        void say() throws Exception;
    }
}
