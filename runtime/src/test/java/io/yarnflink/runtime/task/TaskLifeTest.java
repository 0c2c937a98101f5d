package io.yarnflink.runtime.task;

import static io.yarnflink.runtime.task.TaskEvent.CANCEL;
import static io.yarnflink.runtime.task.TaskEvent.COMPLETE;
import static io.yarnflink.runtime.task.TaskEvent.FAIL;
import static io.yarnflink.runtime.task.TaskEvent.INITIALIZE;
import static io.yarnflink.runtime.task.TaskEvent.RELEASE;
import static io.yarnflink.runtime.task.TaskEvent.RUN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.yarnflink.runtime.control.message.AttemptState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TaskLifeTest {

    /** The shortest way to each phase. */
    private static final Map<TaskPhase, List<TaskEvent>> WAYS = new EnumMap<>(Map.of(
            TaskPhase.DEPLOYING, List.of(),
            TaskPhase.INITIALIZING, List.of(INITIALIZE),
            TaskPhase.RUNNING, List.of(INITIALIZE, RUN),
            TaskPhase.FINISHING, List.of(INITIALIZE, RUN, COMPLETE),
            TaskPhase.CANCELING, List.of(CANCEL),
            TaskPhase.FAILING, List.of(FAIL),
            TaskPhase.FINISHED, List.of(INITIALIZE, RUN, COMPLETE, RELEASE),
            TaskPhase.CANCELED, List.of(CANCEL, RELEASE),
            TaskPhase.FAILED, List.of(FAIL, RELEASE)));

    private static final List<TaskEvent> EVENTS = List.of(INITIALIZE, RUN, COMPLETE, CANCEL, FAIL, RELEASE);

    /** A phase, and what follows each of the events; "-" where it cannot happen. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "DEPLOYING     INITIALIZING  -          -          CANCELING  FAILING    -",
                "INITIALIZING  -             RUNNING    -          CANCELING  FAILING    -",
                "RUNNING       -             -          FINISHING  CANCELING  FAILING    -",
                "FINISHING     -             -          -          FINISHING  FINISHING  FINISHED",
                "CANCELING     CANCELING     CANCELING  CANCELING  CANCELING  CANCELING  CANCELED",
                "FAILING       FAILING       FAILING    FAILING    FAILING    FAILING    FAILED",
                "FINISHED      -             -          -          FINISHED   FINISHED   -",
                "CANCELED      -             -          -          CANCELED   CANCELED   -",
                "FAILED        -             -          -          FAILED     FAILED     -"
            })
    void shouldPassAsTheTableSays(String row) {
        List<String> cells = List.of(row.split(" +", -1));
        TaskPhase from = TaskPhase.valueOf(cells.get(0));
        for (int i = 0; i < EVENTS.size(); i++) {
            // given
            TaskEvent event = EVENTS.get(i);
            String expected = cells.get(i + 1);
            TaskLife life = lifeIn(from);

            // when, then
            if (expected.equals("-")) {
                assertThatIllegalStateException()
                        .isThrownBy(() -> life.on(event))
                        .withMessageContaining(event.name())
                        .withMessageContaining(from.name())
                        .withMessageContaining(wayTo(from).toString());
            } else {
                assertThat(life.on(event)).isEqualTo(TaskPhase.valueOf(expected));
            }
        }
    }

    @Test
    void shouldTellEachStateOnceAndLeaveTheLastToOthers() {
        // given
        List<AttemptState> told = new ArrayList<>();
        TaskLife life = new TaskLife(told::add);

        // when
        life.on(INITIALIZE);
        life.on(RUN);
        life.cancel();
        life.cancel();
        life.fail(new IllegalStateException("on the way out"));
        life.on(RELEASE);

        // then
        assertThat(told).containsExactly(AttemptState.INITIALIZING, AttemptState.RUNNING, AttemptState.CANCELING);
        assertThat(life.phase().told()).isEqualTo(AttemptState.CANCELED);
        assertThat(life.failure()).isNull();
    }

    @Test
    void shouldKeepTheFirstFailure() {
        // given
        TaskLife life = new TaskLife(state -> {});
        IllegalStateException first = new IllegalStateException("first");

        // when, then
        assertThat(life.fail(first)).contains(TaskPhase.DEPLOYING);
        assertThat(life.fail(new IllegalStateException("second"))).isEmpty();
        assertThat(life.cancel()).isEmpty();
        assertThat(life.failure()).isSameAs(first);
    }

    private static TaskLife lifeIn(TaskPhase phase) {
        TaskLife life = new TaskLife(state -> {});
        wayTo(phase).forEach(life::on);
        return life;
    }

    private static List<TaskEvent> wayTo(TaskPhase phase) {
        return WAYS.getOrDefault(phase, List.of());
    }
}
