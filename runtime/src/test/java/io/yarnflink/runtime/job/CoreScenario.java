package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.control.message.ProducerState;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.graph.TopologyVertex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.jobgraph.JobVertexID;

/** A core with one slot for each worker, a clock by hand, and what it has decided since one last looked. */
final class CoreScenario {

    static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** What the wall clock shows when the other begins. */
    static final long EPOCH = 1_000_000_000_000L;

    private final JobManagerCore core;
    private List<JobAction> actions = new ArrayList<>();
    private long now;

    CoreScenario() {
        this(0);
    }

    CoreScenario(int spareWorkers) {
        core = new JobManagerCore(new CoreOptions(
                1, Duration.ofSeconds(1), TIMEOUT, Duration.ofSeconds(60), Duration.ofSeconds(2), spareWorkers));
    }

    /** A job of vertices that do not read each other, each a region of its own, with one subtask each. */
    static JobTopology regions(String name, int count) {
        List<TopologyVertex> vertices = new ArrayList<>();
        for (int v = 0; v < count; v++) {
            vertices.add(new TopologyVertex(new JobVertexID(), "v" + v, 1, v, List.of()));
        }
        return new JobTopology(new JobID(), name, vertices);
    }

    /** A source and a sink that reads it, each in a slot of its own. */
    static JobTopology pipeline() {
        return new JobTopology(
                new JobID(),
                "pipeline",
                List.of(
                        new TopologyVertex(new JobVertexID(), "source", 1, 0, List.of()),
                        new TopologyVertex(new JobVertexID(), "sink", 1, 1, List.of(0))));
    }

    /** A vertex on its own, and a source with its sink; each has one subtask in a slot of its own. */
    static JobTopology regionAndPipeline() {
        return new JobTopology(
                new JobID(),
                "both",
                List.of(
                        new TopologyVertex(new JobVertexID(), "alone", 1, 0, List.of()),
                        new TopologyVertex(new JobVertexID(), "source", 1, 1, List.of()),
                        new TopologyVertex(new JobVertexID(), "sink", 1, 2, List.of(1))));
    }

    void after(Duration pause) {
        now += pause.toMillis();
    }

    /** Tells the core; what it decided before is forgotten. */
    void tell(JobEvent event) {
        actions = core.handle(event, now, EPOCH + now);
    }

    void submit(JobTopology topology, RestartPolicy policy) {
        submit(topology, policy, CheckpointSettings.none(), Optional.empty());
    }

    void submit(
            JobTopology topology,
            RestartPolicy policy,
            CheckpointSettings checkpoints,
            Optional<CompletedCheckpoint> restored) {
        tell(new JobEvent.JobSubmitted(topology, policy, checkpoints, restored));
    }

    void connect(String worker) {
        tell(new JobEvent.WorkerConnected(new WorkerId(worker), new WorkerAddress("host", 1), 1));
    }

    void lose(String worker) {
        tell(new JobEvent.WorkerGone(new WorkerId(worker), "killed"));
    }

    void report(JobAction.DeployAttempt order, AttemptState state) {
        report(order, AttemptStatus.of(order.attempt(), state));
    }

    void fail(JobAction.DeployAttempt order, String why) {
        Optional<FailureCause> cause = Optional.of(new FailureCause(why, ""));
        report(
                order,
                new AttemptStatus(
                        order.attempt(), AttemptState.FAILED, cause, new byte[0], AttemptStatus.Progress.START));
    }

    private void report(JobAction.DeployAttempt order, AttemptStatus status) {
        tell(new JobEvent.AttemptReported(order.worker(), status));
    }

    void heartbeat(JobAction.DeployAttempt order, long lastDeployment, AttemptStatus... statuses) {
        tell(new JobEvent.HeartbeatReceived(order.worker(), lastDeployment, List.of(statuses)));
    }

    void fire(Timer timer) {
        tell(new JobEvent.TimerFired(timer));
    }

    /** All that was decided on the last event, in order. */
    List<JobAction> decided() {
        return actions;
    }

    /** What of a kind was decided on the last event. */
    <A extends JobAction> List<A> decided(Class<A> kind) {
        return actions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <A extends JobAction> A only(Class<A> kind) {
        List<A> all = decided(kind);
        if (all.size() != 1) {
            throw new AssertionError("Expected one " + kind.getSimpleName() + " among " + actions);
        }
        return all.get(0);
    }

    List<JobAction.DeployAttempt> deployments() {
        return decided(JobAction.DeployAttempt.class);
    }

    List<ExecutionAttemptID> canceled() {
        return decided(JobAction.CancelAttempt.class).stream()
                .map(JobAction.CancelAttempt::attempt)
                .toList();
    }

    List<Subtask> reset() {
        return decided(JobAction.SubtasksReset.class).stream()
                .flatMap(reset -> reset.subtasks().stream())
                .toList();
    }

    ProducerState producer(JobAction.DeployAttempt order) {
        return core.producerState(order.attempt());
    }

    JobPhase phase() {
        return core.views().get(0).phase();
    }
}
