package io.yarnflink.it.oracle;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.local.LocalCluster;
import io.yarnflink.runtime.program.SubmittedJob;
import io.yarnflink.runtime.security.IdentityGenerator;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.awaitility.Awaitility;

/** Ours. */
final class OwnEngine implements Engine {

    private static final int MEGABYTES = 1024;

    private final LocalCluster cluster;

    private OwnEngine(LocalCluster cluster) {
        this.cluster = cluster;
    }

    static OwnEngine start(Path folder) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, SLOTS);
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(MEGABYTES));
        return new OwnEngine(
                LocalCluster.start(configuration, new IdentityGenerator().generate(Instant.now()), List.of(), folder));
    }

    @Override
    public Run submit(JobGraph graph) {
        return new OwnRun(cluster.submitter().submit(graph, OwnEngine.class.getClassLoader()));
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
