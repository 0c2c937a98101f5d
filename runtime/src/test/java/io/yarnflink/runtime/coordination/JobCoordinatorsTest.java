package io.yarnflink.runtime.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.graph.Subtask;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphID;
import org.apache.flink.runtime.jobgraph.JobGraphBuilder;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.operators.coordination.AcknowledgeCheckpointEvent;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.SerializedValue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // the answers to some events are of no interest
class JobCoordinatorsTest {

    private static final WorkerId WORKER = new WorkerId("worker");

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private final OperatorID operator = new OperatorID();
    private final RecordingCoordinator coordinator = RecordingCoordinator.of(operator);
    private final JobVertex vertex = new JobVertex("source");
    private final ExecutionGraphID graph = new ExecutionGraphID();
    private final List<Throwable> jobFailures = new CopyOnWriteArrayList<>();

    /** What was sent, and with it the answer that the task has not given yet. */
    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    private JobCoordinators coordinators;

    private record Sent(ExecutionAttemptID attempt, String text, CompletableFuture<Void> answer) {}

    @BeforeEach
    void create() throws Exception {
        vertex.setParallelism(2);
        vertex.setInvokableClass(org.apache.flink.runtime.jobgraph.tasks.TaskInvokable.class);
        vertex.addOperatorCoordinator(new SerializedValue<>(new RecordingCoordinator.Provider(operator)));
        coordinators = new JobCoordinators(
                JobGraphBuilder.newStreamingJobGraphBuilder()
                        .setJobName("job")
                        .addJobVertex(vertex)
                        .build(),
                getClass().getClassLoader(),
                CoordinatorMetrics.UNREPORTED,
                (worker, attempt, op, event) -> {
                    CompletableFuture<Void> answer = new CompletableFuture<>();
                    sent.add(new Sent(attempt, text(event), answer));
                    return answer;
                },
                jobFailures::add);
    }

    @AfterEach
    void close() {
        coordinators.close();
    }

    @Test
    void shouldRestoreBeforeItStarts() {
        coordinators.startFrom(7, Map.of(operator, "state".getBytes(StandardCharsets.UTF_8)));

        await().untilAsserted(() -> assertThat(coordinator.calls).containsExactly("reset to 7 state", "start"));
    }

    @Test
    void shouldTellOfTheCheckpointThatSubtasksStartOverFrom() {
        coordinators.start();
        coordinators.attemptEnded(new Subtask(0, 1), attempt(1, 0), new Exception("lost"));
        coordinators.subtasksReset(List.of(new Subtask(0, 1)), OptionalLong.of(4));
        coordinators.subtasksReset(List.of(new Subtask(0, 0)), OptionalLong.empty());
        coordinators.reset(OptionalLong.of(5), Map.of());

        await().untilAsserted(() -> assertThat(coordinator.calls)
                .containsExactly(
                        "start", "failed 1/0", "subtask 1 reset to 4", "subtask 0 reset to -1", "reset to 5 nothing"));
    }

    @Test
    void shouldHoldBackWhatComesAfterTheStateUntilTheBarrierIsInTheStream() throws Exception {
        // given
        ready();
        CompletableFuture<Map<OperatorID, byte[]>> checkpoint = coordinators.checkpoint(1);
        await().until(() -> coordinator.asked.containsKey(1L));
        var before = coordinator.send(0, "before");
        coordinator.give(1, "state 1");
        var after = coordinator.send(0, "after");
        var toOther = coordinator.send(1, "to the other");

        // then
        await().untilAsserted(() -> assertThat(texts()).containsExactly("before"));
        assertThat(checkpoint).isNotDone();

        // when
        sent.get(0).answer().complete(null);

        // then
        assertThat(checkpoint.get(60, TimeUnit.SECONDS)).containsOnlyKeys(operator);
        assertThat(before.get(60, TimeUnit.SECONDS)).isNotNull();
        assertThat(texts()).containsExactly("before");

        // when
        coordinators.eventFromTask(attempt(0, 0), operator, barrierOf(1));
        await().untilAsserted(() -> assertThat(texts()).containsExactly("before", "after"));
        coordinators.completed(1);

        // then
        await().untilAsserted(() -> assertThat(texts()).containsExactly("before", "after", "to the other"));
        assertThat(after).isNotDone();
        assertThat(toOther).isNotDone();
        assertThat(coordinator.calls).contains("complete 1");
    }

    @Test
    void shouldNotOpenForTheBarrierOfAnEarlierCheckpointOrAttempt() throws Exception {
        // given
        ready();
        takeCheckpoint(1);
        coordinators.aborted(1);
        takeCheckpoint(2);
        coordinator.send(0, "after 2");

        // when
        coordinators.eventFromTask(attempt(0, 0), operator, barrierOf(1));
        coordinators.eventFromTask(attempt(0, 1), operator, barrierOf(2));
        settle();
        assertThat(texts()).isEmpty();
        coordinators.eventFromTask(attempt(0, 0), operator, barrierOf(2));

        // then
        await().untilAsserted(() -> assertThat(texts()).containsExactly("after 2"));
    }

    @Test
    void shouldKeepTheOrderWhenTwoCheckpointsAreUnderWay() throws Exception {
        // given
        ready();
        takeCheckpoint(1);
        coordinator.send(0, "after 1");
        CompletableFuture<Map<OperatorID, byte[]>> second = coordinators.checkpoint(2);
        await().until(() -> coordinator.asked.containsKey(2L));
        coordinator.give(2, "state 2");
        coordinator.send(0, "after 2");

        // when
        coordinators.aborted(2);
        settle();
        assertThat(texts()).isEmpty();
        coordinators.eventFromTask(attempt(0, 0), operator, barrierOf(1));

        // then
        await().untilAsserted(() -> assertThat(texts()).containsExactly("after 1", "after 2"));
        assertThat(second).isNotDone();
    }

    @Test
    void shouldFailTheCheckpointOfACoordinatorThatThrowsAndNothingElse() throws Exception {
        // given
        ready();
        coordinator.thrownAtCheckpoint = new IllegalStateException("not now");

        // when
        CompletableFuture<Map<OperatorID, byte[]>> checkpoint = coordinators.checkpoint(1);

        // then
        assertThatThrownBy(() -> checkpoint.get(60, TimeUnit.SECONDS)).hasStackTraceContaining("not now");
        coordinators.aborted(1);
        coordinator.send(0, "goes through");
        await().untilAsserted(() -> assertThat(texts()).containsExactly("goes through"));
        assertThat(jobFailures).isEmpty();
    }

    @Test
    void shouldFailACheckpointIfAnEventBeforeItDidNotArrive() throws Exception {
        // given
        ready();
        coordinator.send(0, "before");
        CompletableFuture<Map<OperatorID, byte[]>> checkpoint = coordinators.checkpoint(1);
        await().until(() -> coordinator.asked.containsKey(1L));
        coordinator.give(1, "state");
        await().until(() -> sent.size() == 1);

        // when
        sent.get(0).answer().completeExceptionally(new java.io.IOException("refused"));

        // then
        assertThatThrownBy(() -> checkpoint.get(60, TimeUnit.SECONDS)).hasStackTraceContaining("refused");
    }

    @Test
    void shouldFailACheckpointThatWasAbortedBeforeTheCoordinatorGaveItsState() throws Exception {
        // given
        ready();
        CompletableFuture<Map<OperatorID, byte[]>> checkpoint = coordinators.checkpoint(1);
        await().until(() -> coordinator.asked.containsKey(1L));
        coordinators.aborted(1);

        // when
        coordinator.give(1, "too late");
        coordinator.send(0, "not held back");

        // then
        assertThatThrownBy(() -> checkpoint.get(60, TimeUnit.SECONDS)).hasStackTraceContaining("aborted");
        await().untilAsserted(() -> assertThat(texts()).containsExactly("not held back"));
    }

    @Test
    void shouldDropWhatWasHeldBackFromAnAttemptThatEnded() throws Exception {
        // given
        ready();
        takeCheckpoint(1);
        var dropped = coordinator.send(0, "for the first attempt");

        // when
        coordinators.attemptEnded(new Subtask(0, 0), attempt(0, 0), new Exception("lost"));
        coordinators.aborted(1);
        coordinators.attemptReady(new Subtask(0, 0), WORKER, attempt(0, 1));
        await().until(() -> coordinator.calls.contains("ready 0/1"));
        coordinator.send(0, "for the second attempt");

        // then
        assertThatThrownBy(() -> dropped.get(60, TimeUnit.SECONDS)).hasStackTraceContaining("has ended");
        await().untilAsserted(() -> assertThat(texts()).containsExactly("for the second attempt"));
    }

    @Test
    void shouldNotBringEventsOfAnAttemptThatEndedToTheCoordinator() throws Exception {
        // given
        ready();

        // when
        coordinators.eventFromTask(attempt(0, 0), operator, event("in time"));
        coordinators.attemptEnded(new Subtask(0, 0), attempt(0, 0), new Exception("lost"));
        coordinators.eventFromTask(attempt(0, 0), operator, event("too late"));
        coordinators.attemptReady(new Subtask(0, 0), WORKER, attempt(0, 1));
        coordinators.eventFromTask(attempt(0, 0), operator, event("much too late"));
        coordinators.eventFromTask(attempt(0, 1), operator, event("of the second attempt"));

        // then
        await().untilAsserted(
                        () -> assertThat(coordinator.calls).last().asString().contains("of the second attempt"));
        assertThat(coordinator.calls)
                .filteredOn(call -> call.startsWith("event"))
                .hasSize(2);
        assertThat(jobFailures).isEmpty();
    }

    private void ready() {
        coordinators.start();
        coordinators.attemptReady(new Subtask(0, 0), WORKER, attempt(0, 0));
        coordinators.attemptReady(new Subtask(0, 1), WORKER, attempt(1, 0));
        await().until(() -> coordinator.gateways.size() == 2);
    }

    private void takeCheckpoint(long id) throws Exception {
        CompletableFuture<Map<OperatorID, byte[]>> checkpoint = coordinators.checkpoint(id);
        await().until(() -> coordinator.asked.containsKey(id));
        coordinator.give(id, "state " + id);
        checkpoint.get(60, TimeUnit.SECONDS);
    }

    /** Waits until everything asked of the coordinators so far has been done. */
    private void settle() {
        int before = coordinator.calls.size();
        coordinators.subtasksReset(List.of(new Subtask(0, 0)), OptionalLong.empty());
        await().until(() -> coordinator.calls.size() > before);
    }

    private List<String> texts() {
        return sent.stream().map(Sent::text).toList();
    }

    private ExecutionAttemptID attempt(int subtask, int number) {
        return new ExecutionAttemptID(graph, new ExecutionVertexID(vertex.getID(), subtask), number);
    }

    private static byte[] barrierOf(long checkpoint) throws Exception {
        return InstantiationUtil.serializeObject(new AcknowledgeCheckpointEvent(checkpoint));
    }

    private static byte[] event(String text) throws Exception {
        return InstantiationUtil.serializeObject(new RecordingCoordinator.Text(text));
    }

    private static String text(byte[] event) {
        try {
            RecordingCoordinator.Text text =
                    InstantiationUtil.deserializeObject(event, JobCoordinatorsTest.class.getClassLoader());
            return text.text();
        } catch (Exception e) {
            throw new IllegalArgumentException(e);
        }
    }
}
