package io.yarnflink.runtime.task;

import io.yarnflink.runtime.deployment.JobDeployment;
import io.yarnflink.runtime.program.UserCode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.runtime.checkpoint.channel.ChannelStateWriteRequestExecutorFactory;
import org.apache.flink.runtime.metrics.groups.TaskManagerJobMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.UserCodeClassLoader;
import org.apache.flink.util.function.FunctionWithException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the attempts of one job share on a TaskManager: its deployment, the loader of the user's classes, metrics. Made on
 * first use, which is on tasks' threads; the lock makes the first task build and the others wait.
 */
public final class JobServices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobServices.class);

    private final byte[] serialized;
    private final Callable<UserCode> userCode;
    private final TaskManagerMetricGroup workerMetrics;
    private final FunctionWithException<JobDeployment, LocalCopies, IOException> localCopies;
    // Written under the lock; read without by the event loop, which must not wait for a loader to be made.
    private volatile @Nullable Parts parts;
    private boolean closed;

    /**
     * Makes nothing yet.
     *
     * @param serialized a serialized {@link JobDeployment}
     * @param userCode opens the user's classes, which this closes
     * @param workerMetrics parent of the job's metrics
     * @param localCopies opens the place for copies of the job's state, which this closes
     */
    public JobServices(
            byte[] serialized,
            Callable<UserCode> userCode,
            TaskManagerMetricGroup workerMetrics,
            FunctionWithException<JobDeployment, LocalCopies, IOException> localCopies) {
        this.serialized = serialized;
        this.userCode = userCode;
        this.workerMetrics = workerMetrics;
        this.localCopies = localCopies;
    }

    /**
     * The job's parts, made if this is the first call.
     *
     * @throws Exception if the deployment cannot be read or the user's classes cannot be opened; a later call tries again
     */
    public synchronized Parts parts() throws Exception {
        if (closed) {
            throw new IllegalStateException("Expected a task of a running job, but its job has ended here");
        }
        Parts made = parts;
        if (made == null) {
            JobDeployment deployment =
                    InstantiationUtil.deserializeObject(serialized, JobServices.class.getClassLoader());
            made = new Parts(
                    deployment,
                    new UserClasses(userCode.call()),
                    workerMetrics.addJob(deployment.job(), deployment.name()),
                    new ChannelStateWriteRequestExecutorFactory(deployment.job()),
                    localCopies.apply(deployment));
            parts = made;
        }
        return made;
    }

    /** The job's parts if a task has needed them. */
    public @Nullable Parts known() {
        return parts;
    }

    /** Forgets the job: runs what the user's code registered for this moment, closes the loader, deletes local copies. */
    @Override
    public synchronized void close() {
        closed = true;
        Parts made = parts;
        if (made != null) {
            workerMetrics.removeJobMetricsGroup(made.deployment().job());
            made.localCopies().close();
            made.userCode().close();
        }
    }

    /**
     * What a job's attempts share.
     *
     * @param deployment never changed; attempts copy the configuration
     * @param userCode loads the user's classes
     * @param metrics parent of the attempts' metrics
     * @param channelState writers of in-flight data
     * @param localCopies of their checkpointed state
     */
    public record Parts(
            JobDeployment deployment,
            UserClasses userCode,
            TaskManagerJobMetricGroup metrics,
            ChannelStateWriteRequestExecutorFactory channelState,
            LocalCopies localCopies) {}

    /** The loader of the user's classes and what is to be done before it closes. Thread-safe. */
    public static final class UserClasses implements UserCodeClassLoader, AutoCloseable {

        private final UserCode opened;
        private final Map<String, Runnable> hooks = new LinkedHashMap<>();

        UserClasses(UserCode opened) {
            this.opened = opened;
        }

        @Override
        public ClassLoader asClassLoader() {
            return opened.classLoader();
        }

        @Override
        public synchronized void registerReleaseHookIfAbsent(String name, Runnable hook) {
            hooks.putIfAbsent(name, hook);
        }

        @Override
        public synchronized void close() {
            hooks.forEach(UserClasses::run);
            hooks.clear();
            opened.close();
        }

        private static void run(String name, Runnable hook) {
            try {
                hook.run();
            } catch (RuntimeException | LinkageError e) {
                LOG.error("The release hook {} of the user's code failed", name, e);
            }
        }
    }
}
