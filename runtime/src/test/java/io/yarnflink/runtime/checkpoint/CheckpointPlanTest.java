package io.yarnflink.runtime.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.graph.JobTopology;
import io.yarnflink.runtime.graph.Subtask;
import io.yarnflink.runtime.graph.TopologyVertex;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.junit.jupiter.api.Test;

/** Who takes part in a checkpoint, and who is told by the JobManager. */
final class CheckpointPlanTest {

    private static final Subtask SOURCE_1 = new Subtask(0, 0);
    private static final Subtask SOURCE_2 = new Subtask(0, 1);
    private static final Subtask MAP_1 = new Subtask(1, 0);
    private static final Subtask MAP_2 = new Subtask(1, 1);
    private static final Subtask SINK = new Subtask(2, 0);

    /** Two sources, each read by one of two maps, which are read by one sink. */
    private final JobTopology topology = new JobTopology(
            new JobID(),
            "plan",
            List.of(
                    new TopologyVertex(new JobVertexID(), "source", 2, 0, List.of()),
                    new TopologyVertex(new JobVertexID(), "map", 2, 0, List.of(0), Set.of(0)),
                    new TopologyVertex(new JobVertexID(), "sink", 1, 0, List.of(1))));

    private final Map<Subtask, TaskStage> stages = new HashMap<>();

    private CheckpointPlan plan() {
        return found().orElseThrow();
    }

    private Optional<CheckpointPlan> found() {
        return CheckpointPlan.of(topology, subtask -> stages.getOrDefault(subtask, TaskStage.RUNNING));
    }

    private void finish(Subtask... finished) {
        for (Subtask subtask : finished) {
            stages.put(subtask, TaskStage.FINISHED);
        }
    }

    @Test
    void shouldTriggerSourcesAndAwaitAll() {
        assertThat(plan().triggered()).containsExactly(SOURCE_1, SOURCE_2);
        assertThat(plan().awaited()).containsExactlyInAnyOrder(SOURCE_1, SOURCE_2, MAP_1, MAP_2, SINK);
        assertThat(plan().finished()).isEmpty();
    }

    @Test
    void shouldTriggerATaskWhoseOwnProducerHasFinished() {
        finish(SOURCE_2);

        assertThat(plan().triggered()).containsExactly(SOURCE_1, MAP_2);
        assertThat(plan().awaited()).doesNotContain(SOURCE_2);
        assertThat(plan().finished()).containsExactly(SOURCE_2);
    }

    @Test
    void shouldNotTriggerATaskThatReadsOneThatRuns() {
        finish(SOURCE_1, SOURCE_2, MAP_1);

        assertThat(plan().triggered()).containsExactly(MAP_2);
        assertThat(plan().awaited()).containsExactly(MAP_2, SINK);
    }

    @Test
    void shouldTriggerTheLastTask() {
        finish(SOURCE_1, SOURCE_2, MAP_1, MAP_2);

        assertThat(plan().triggered()).containsExactly(SINK);
    }

    @Test
    void shouldHaveNoPlanWhileATaskNeitherRunsNorHasFinished() {
        finish(SOURCE_1);
        stages.put(SINK, TaskStage.ABSENT);

        assertThat(found()).isEmpty();
    }

    @Test
    void shouldHaveNoPlanWhenNothingRuns() {
        finish(SOURCE_1, SOURCE_2, MAP_1, MAP_2, SINK);

        assertThat(found()).isEmpty();
    }
}
