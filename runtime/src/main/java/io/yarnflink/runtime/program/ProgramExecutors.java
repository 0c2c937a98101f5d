package io.yarnflink.runtime.program;

import io.yarnflink.runtime.artifact.ArtifactException;
import io.yarnflink.runtime.snapshot.RestoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.dag.Pipeline;
import org.apache.flink.client.deployment.executors.PipelineExecutorUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptionsInternal;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.PipelineExecutor;
import org.apache.flink.core.execution.PipelineExecutorFactory;
import org.apache.flink.core.execution.PipelineExecutorServiceLoader;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the environments of one program send their jobs, whatever target they were told. Thread-safe: a program may
 * execute from several threads.
 */
final class ProgramExecutors implements PipelineExecutorServiceLoader, PipelineExecutorFactory, PipelineExecutor {

    /** The target that environments of programs have. */
    static final String NAME = "yarn-flink";

    private static final Logger LOG = LoggerFactory.getLogger(ProgramExecutors.class);

    private final JobSubmitter submitter;
    private final JobRequirements requirements;
    private final List<SubmittedJob> jobs = new CopyOnWriteArrayList<>();
    private final AtomicInteger executions = new AtomicInteger();

    ProgramExecutors(JobSubmitter submitter, JobRequirements requirements) {
        this.submitter = submitter;
        this.requirements = requirements;
    }

    /** What has been submitted so far, in order. */
    List<SubmittedJob> jobs() {
        return List.copyOf(jobs);
    }

    @Override
    public PipelineExecutorFactory getExecutorFactory(Configuration configuration) {
        return this;
    }

    @Override
    public Stream<String> getExecutorNames() {
        return Stream.of(NAME);
    }

    @Override
    public String getName() {
        return NAME;
    }

    @Override
    public boolean isCompatibleWith(Configuration configuration) {
        return true;
    }

    @Override
    public PipelineExecutor getExecutor(Configuration configuration) {
        return this;
    }

    @Override
    public CompletableFuture<JobClient> execute(Pipeline pipeline, Configuration configuration, ClassLoader userCode)
            throws Exception {
        StreamGraph graph = PipelineExecutorUtils.getStreamGraph(pipeline, configuration);
        try {
            JobGraph jobGraph = translate(graph, configuration, userCode);
            SubmittedJob job = submitter.submit(jobGraph, userCode);
            jobs.add(job);
            LOG.info("Submitted job {} '{}'", job.id(), jobGraph.getName());
            return CompletableFuture.completedFuture(new ProgramJobClient(job));
        } catch (UnsupportedJobException | ArtifactException | RestoreException e) {
            // Through the future, because only so the program's job listeners hear of it.
            return CompletableFuture.failedFuture(e);
        }
    }

    private JobID nextId(Configuration configuration) {
        JobID id = submitter.idOf(executions.getAndIncrement());
        return configuration
                .getOptional(PipelineOptionsInternal.PIPELINE_FIXED_JOB_ID)
                .map(JobID::fromHexString)
                .orElse(id);
    }

    private JobGraph translate(StreamGraph graph, Configuration configuration, ClassLoader userCode) {
        List<String> problems = new ArrayList<>(requirements.problems(graph));
        requirements.settle(graph);
        JobGraph jobGraph = graph.getJobGraph(userCode, nextId(configuration));
        // Flink expects them in its blob server by now, and leaves them out.
        graph.getUserJars().forEach(jobGraph::addJar);
        problems.addAll(requirements.problems(jobGraph));
        if (!problems.isEmpty()) {
            throw JobRequirements.refuse(graph.getJobName(), problems);
        }
        return jobGraph;
    }
}
