package io.yarnflink.it.oracle;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.net.URL;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.program.StreamContextEnvironment;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.datastream.impl.ExecutionContextEnvironment;
import org.apache.flink.runtime.client.JobExecutionException;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.util.FlinkUserCodeClassLoaders;
import org.apache.flink.util.MutableURLClassLoader;
import org.awaitility.Awaitility;

/** Apache Flink. */
final class FlinkEngine implements Engine {

    static final long PATIENCE_SECONDS = 300;
    private static final int MEGABYTES = 64;

    private final MiniCluster cluster;

    private FlinkEngine(MiniCluster cluster) {
        this.cluster = cluster;
    }

    static FlinkEngine start() throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(MEGABYTES));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(MEGABYTES));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(MEGABYTES));
        MiniCluster cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(SLOTS)
                .withRandomPorts()
                .build());
        cluster.start();
        return new FlinkEngine(cluster);
    }

    @Override
    public Run submit(JobGraph graph) throws Exception {
        JobID id = cluster.submitJob(graph).get(PATIENCE_SECONDS, SECONDS).getJobID();
        return new FlinkRun(cluster, id);
    }

    @Override
    public void run(Program program) throws Exception {
        FutureTask<Void> main = new FutureTask<>(() -> call(program));
        Thread thread = new Thread(main, "main of " + program.mainClass());
        thread.setDaemon(true);
        thread.start();
        main.get(PATIENCE_SECONDS, SECONDS);
    }

    private Void call(Program program) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(DeploymentOptions.TARGET, FlinkExecutors.NAME);
        configuration.set(DeploymentOptions.ATTACHED, true);
        configuration.set(CoreOptions.DEFAULT_PARALLELISM, PARALLELISM);
        URL[] classPath = program.jar().isPresent()
                ? new URL[] {program.jar().get().toUri().toURL()}
                : new URL[0];
        FlinkExecutors executors = new FlinkExecutors(cluster, program.jar());
        try (MutableURLClassLoader userCode =
                FlinkUserCodeClassLoaders.create(classPath, FlinkEngine.class.getClassLoader(), configuration)) {
            Thread.currentThread().setContextClassLoader(userCode);
            ExecutionContextEnvironment.setAsContext(executors, configuration, userCode);
            StreamContextEnvironment.setAsContext(
                    executors,
                    configuration,
                    userCode,
                    Integer.MAX_VALUE,
                    Integer.MAX_VALUE,
                    true,
                    null,
                    null,
                    List.of());
            userCode.loadClass(program.mainClass())
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) program.arguments().toArray(String[]::new));
        } finally {
            StreamContextEnvironment.unsetAsContext();
            ExecutionContextEnvironment.unsetAsContext();
        }
        return null;
    }

    @Override
    public void close() {
        cluster.closeAsync().join();
    }

    private record FlinkRun(MiniCluster cluster, JobID id) implements Run {

        @Override
        public void awaitRunning() {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                    .until(() -> cluster.getJobStatus(id).get() == JobStatus.RUNNING);
        }

        @Override
        public void awaitEnd() throws Exception {
            JobResult result = cluster.requestJobResult(id).get(PATIENCE_SECONDS, SECONDS);
            if (result.getJobStatus().orElse(JobStatus.FAILED) != JobStatus.FINISHED) {
                throw new JobExecutionException(
                        id,
                        "ended as " + result,
                        result.getSerializedThrowable().orElse(null));
            }
        }

        @Override
        public String savepoint(String directory, boolean canonical) throws Exception {
            return cluster.triggerSavepoint(id, directory, false, format(canonical))
                    .get(PATIENCE_SECONDS, SECONDS);
        }

        @Override
        public String stop(String directory, boolean drain) throws Exception {
            String path = cluster.stopWithSavepoint(id, directory, drain, format(true))
                    .get(PATIENCE_SECONDS, SECONDS);
            awaitEnd();
            return path;
        }

        @Override
        public void cancel() throws Exception {
            cluster.cancelJob(id).get(PATIENCE_SECONDS, SECONDS);
            cluster.requestJobResult(id).get(PATIENCE_SECONDS, SECONDS);
        }

        private static SavepointFormatType format(boolean canonical) {
            return canonical ? SavepointFormatType.CANONICAL : SavepointFormatType.NATIVE;
        }
    }
}
