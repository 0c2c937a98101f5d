package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.checkpoint.CheckpointOrder;
import io.yarnflink.runtime.checkpoint.CheckpointPurpose;
import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import io.yarnflink.runtime.checkpoint.CompletedCheckpoint;
import io.yarnflink.runtime.checkpoint.SavepointRequest;
import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.FailureCause;
import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;

/** A job that takes checkpoints, on as many workers as it has subtasks, and the verbs for what happens to it. */
final class CheckpointScenario {

    static final Duration INTERVAL = Duration.ofSeconds(10);
    static final Duration TIMEOUT = Duration.ofSeconds(60);
    static final CheckpointSettings EVERY_TEN_SECONDS =
            new CheckpointSettings(Optional.of(INTERVAL), TIMEOUT, Duration.ZERO, 1, 0, true, 1, false);

    private final CoreScenario core = new CoreScenario();
    private final JobTopology topology;
    private final Map<Subtask, JobAction.DeployAttempt> orders = new HashMap<>();
    private final Map<Long, CheckpointOrder> prepared = new HashMap<>();
    private int workers;

    CheckpointScenario(JobTopology topology) {
        this.topology = topology;
    }

    /** A source and a sink that take checkpoints every ten seconds, and run. */
    static CheckpointScenario running() {
        return running(CoreScenario.pipeline(), EVERY_TEN_SECONDS);
    }

    static CheckpointScenario running(JobTopology topology, CheckpointSettings settings) {
        CheckpointScenario scenario = new CheckpointScenario(topology);
        scenario.submit(settings, Optional.empty());
        scenario.connectWorkers();
        scenario.allRun();
        return scenario;
    }

    CoreScenario core() {
        return core;
    }

    JobID job() {
        return topology.job();
    }

    void submit(CheckpointSettings settings, Optional<CompletedCheckpoint> restored) {
        core.submit(topology, new RestartPolicy.FixedDelay(3, Duration.ZERO), settings, restored);
        note();
    }

    /** As many workers connect as there are subtasks. */
    void connectWorkers() {
        topology.subtasks().forEach(subtask -> connectWorker());
    }

    void connectWorker() {
        core.connect("w" + ++workers);
        note();
    }

    /** Keeps the newest deployments and orders in mind. */
    private void note() {
        core.deployments().forEach(order -> orders.put(order.subtask(), order));
        core.decided(JobAction.PrepareCheckpoint.class)
                .forEach(prepare -> prepared.put(prepare.order().id(), prepare.order()));
    }

    /** The newest deployment of a vertex' first subtask. */
    JobAction.DeployAttempt order(int vertex) {
        return order(new Subtask(vertex, 0));
    }

    JobAction.DeployAttempt order(Subtask subtask) {
        JobAction.DeployAttempt order = orders.get(subtask);
        if (order == null) {
            throw new AssertionError(subtask + " was not deployed");
        }
        return order;
    }

    void allRun() {
        topology.subtasks().forEach(subtask -> report(subtask.vertex(), AttemptState.RUNNING));
    }

    void report(int vertex, AttemptState state) {
        core.report(order(vertex), state);
        note();
    }

    void fail(int vertex) {
        core.fail(order(vertex), "a bug");
        note();
    }

    void lose(int vertex) {
        core.lose(order(vertex).worker().value());
        note();
    }

    void tell(JobEvent event) {
        core.tell(event);
        note();
    }

    void after(Duration pause) {
        core.after(pause);
        tell(new JobEvent.TimerFired(new Timer.CheckpointDue(job())));
    }

    /** The interval is over; returns what is to be prepared. */
    CheckpointOrder begin() {
        after(INTERVAL);
        return core.only(JobAction.PrepareCheckpoint.class).order();
    }

    void prepared(long checkpoint) {
        tell(new JobEvent.CheckpointPrepared(job(), checkpoint));
    }

    static SubtaskSnapshot snapshot() {
        return new SubtaskSnapshot(new byte[0], 0, 0, 0, 0, 0);
    }

    SubtaskSnapshot acknowledge(int vertex, long checkpoint) {
        return acknowledge(order(vertex), checkpoint);
    }

    SubtaskSnapshot acknowledge(JobAction.DeployAttempt order, long checkpoint) {
        SubtaskSnapshot snapshot = snapshot();
        tell(new JobEvent.CheckpointAcknowledged(order.worker(), order.attempt(), checkpoint, snapshot));
        return snapshot;
    }

    void decline(int vertex, long checkpoint, CheckpointFailureReason reason) {
        tell(new JobEvent.CheckpointDeclined(
                order(vertex).worker(), order(vertex).attempt(), checkpoint, reason, new FailureCause("no", "")));
    }

    CompletedCheckpoint completed(long checkpoint) {
        CheckpointOrder order = prepared.getOrDefault(
                checkpoint, new CheckpointOrder(checkpoint, CheckpointPurpose.CHECKPOINT, 0, Optional.empty(), false));
        return new CompletedCheckpoint(order, "file:/" + checkpoint, 0, 0);
    }

    void stored(long checkpoint) {
        tell(new JobEvent.CheckpointStored(job(), completed(checkpoint)));
    }

    void failed(long checkpoint, CheckpointFailureReason reason) {
        tell(new JobEvent.CheckpointFailed(job(), checkpoint, reason, new FailureCause("disk full", "")));
    }

    /** Prepares what was ordered and lets all tasks that run acknowledge it. */
    void collect(long checkpoint) {
        prepared(checkpoint);
        topology.subtasks().forEach(subtask -> acknowledge(subtask.vertex(), checkpoint));
    }

    /** Takes a whole checkpoint, which is due after the interval. */
    long complete() {
        long id = begin().id();
        collect(id);
        stored(id);
        return id;
    }

    void heartbeat(int vertex, boolean endOfData, long confirmed) {
        AttemptStatus status = new AttemptStatus(
                order(vertex).attempt(),
                AttemptState.RUNNING,
                Optional.empty(),
                new byte[0],
                new AttemptStatus.Progress(endOfData, confirmed));
        core.heartbeat(order(vertex), order(vertex).sequence(), status);
        note();
    }

    void request(long number, CheckpointPurpose purpose) {
        tell(new JobEvent.SavepointRequested(
                job(), new SavepointRequest(number, purpose, Optional.of("file:/savepoints"), false)));
    }

    /** What those who asked for savepoints were told on the last event. */
    List<JobAction.SavepointAnswered> answers() {
        return core.decided(JobAction.SavepointAnswered.class);
    }

    JobAction.SavepointAnswered answer() {
        return core.only(JobAction.SavepointAnswered.class);
    }

    String refusal() {
        return answer().failure().orElseThrow().summary();
    }

    JobPhase phase() {
        return core.phase();
    }

    /** The kinds of what was decided on the last event, in order. */
    List<Class<? extends JobAction>> kinds() {
        List<Class<? extends JobAction>> kinds = new ArrayList<>();
        core.decided().forEach(action -> kinds.add(action.getClass()));
        return kinds;
    }
}
