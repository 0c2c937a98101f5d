package io.yarnflink.runtime.task;

import io.yarnflink.runtime.exchange.AttemptChannels;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.flink.api.common.accumulators.Accumulator;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.io.network.partition.ResultPartitionID;
import org.apache.flink.runtime.jobgraph.tasks.TaskInvokable;
import org.apache.flink.runtime.metrics.groups.TaskManagerJobMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.state.TaskStateManager;
import org.apache.flink.util.InstantiationUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one attempt holds, gathered while it is made, given back at its end. The task's thread writes; threads that stop
 * the task or bring it events read the invokable and the channels, hence volatile.
 */
final class TaskResources {

    private static final Logger LOG = LoggerFactory.getLogger(TaskResources.class);
    private static final byte[] NOTHING = new byte[0];

    /** They travel with every heartbeat until the JobManager has them, and a message is limited. */
    private static final int MAX_ACCUMULATOR_BYTES = 8 * 1024 * 1024;

    private final TaskContext context;
    private volatile @Nullable TaskInvokable invokable;
    private volatile @Nullable AttemptChannels channels;
    private @Nullable TaskStateManager state;
    private @Nullable TaskEnvironment environment;
    private @Nullable TaskMetricGroup metrics;

    TaskResources(TaskContext context) {
        this.context = context;
    }

    Optional<TaskInvokable> invokable() {
        return Optional.ofNullable(invokable);
    }

    /** Only to be asked once there is an invokable. */
    AttemptChannels channels() {
        return Objects.requireNonNull(channels, "channels are made before the invokable");
    }

    List<ResultPartitionID> partitions() {
        AttemptChannels made = channels;
        return made == null ? List.of() : made.partitions();
    }

    TaskMetricGroup addMetrics(TaskManagerJobMetricGroup parent, ExecutionAttemptID attempt, String taskName) {
        TaskMetricGroup group = parent.addTask(attempt, taskName);
        if (group == null) {
            throw new IllegalStateException(
                    "Expected a task of a running job, but the job of " + taskName + " has ended");
        }
        metrics = group;
        return group;
    }

    AttemptChannels addChannels(AttemptChannels added) {
        channels = added;
        return added;
    }

    TaskStateManager addState(TaskStateManager added) {
        state = added;
        return added;
    }

    TaskEnvironment addEnvironment(TaskEnvironment added) {
        environment = added;
        return added;
    }

    TaskInvokable addInvokable(TaskInvokable added) {
        invokable = added;
        return added;
    }

    /** The user's accumulators, serialized; empty if there are none. */
    byte[] accumulators() {
        TaskEnvironment made = environment;
        if (made == null) {
            return NOTHING;
        }
        Map<String, Accumulator<?, ?>> values =
                new HashMap<>(made.getAccumulatorRegistry().getUserMap());
        if (values.isEmpty()) {
            return NOTHING;
        }
        try {
            byte[] bytes = InstantiationUtil.serializeObject(values);
            if (bytes.length <= MAX_ACCUMULATOR_BYTES) {
                return bytes;
            }
            LOG.warn(
                    "Accumulators {} are lost: expected at most {} bytes, found {}; write large results to a sink",
                    values.keySet(),
                    MAX_ACCUMULATOR_BYTES,
                    bytes.length);
            return NOTHING;
        } catch (IOException | RuntimeException e) {
            LOG.warn("Accumulators {} cannot be serialized and are lost", values.keySet(), e);
            return NOTHING;
        }
    }

    /**
     * Gives everything back.
     *
     * @param incomplete whether the attempt was stopped, so that its partitions are not complete
     * @param failure why, if it failed
     */
    void release(boolean incomplete, @Nullable Throwable failure) throws Exception {
        TaskInvokable ran = invokable;
        invokable = null;
        AttemptChannels made = channels;
        if (made != null) {
            if (incomplete) {
                made.fail(failure);
            }
            made.closeOutputs();
            made.closeInputs();
        }
        if (environment != null) {
            environment.getChannelStateWriter().close();
            environment.getTaskKvStateRegistry().unregisterAll();
        }
        if (state != null) {
            state.close();
        }
        if (ran != null) {
            context.memory().releaseAll(ran);
        }
        if (metrics != null) {
            metrics.close();
        }
    }
}
