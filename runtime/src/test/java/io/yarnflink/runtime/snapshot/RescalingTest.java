package io.yarnflink.runtime.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.graph.Subtask;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.JobManagerTaskRestore;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RescalingTest {

    private static final List<String> KEYS =
            IntStream.range(0, 500).mapToObj(i -> "key-" + i).toList();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldKeepEverythingWhenTheParallelismChangesTwice(boolean savepoints) throws Exception {
        // given two subtasks
        String path;
        try (CheckpointedJob two = CheckpointedJob.start(TestGraph.job().counters(2), configuration())) {
            two.count(KEYS);
            two.subtask(0).item("a").item("b").item("c").unionItem("u1").rule("r", "1");
            two.subtask(1).item("d").unionItem("u2").rule("r", "1");
            path = taken(two, 1, savepoints);
        }

        // when they become three
        try (CheckpointedJob three = CheckpointedJob.start(from(path).counters(3), configuration())) {
            // then
            assertThat(three.counted()).hasSize(KEYS.size()).containsEntry("key-1", 1L);
            assertThat(three.timers()).containsExactlyInAnyOrderElementsOf(KEYS);
            List<String> items = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                assertThat(three.subtask(i).counted()).isNotEmpty();
                assertThat(three.subtask(i).unionItems()).containsExactly("u1", "u2");
                assertThat(three.subtask(i).rules()).containsEntry("r", "1");
                assertThat(three.subtask(i).items()).isNotEmpty();
                items.addAll(three.subtask(i).items());
            }
            assertThat(items).containsExactlyInAnyOrder("a", "b", "c", "d");
            three.count(KEYS);
            path = taken(three, 2, savepoints);
        }

        // and when they become one
        try (CheckpointedJob one = CheckpointedJob.start(from(path).counters(1), configuration())) {
            assertThat(one.counted()).hasSize(KEYS.size()).containsEntry("key-1", 2L);
            assertThat(one.timers()).containsExactlyInAnyOrderElementsOf(KEYS);
            assertThat(one.subtask(0).items()).containsExactly("a", "b", "c", "d");
            assertThat(one.subtask(0).rules()).containsEntry("r", "1");
            assertThat(one.subtask(0).unionItems()).hasSize(6);
            one.begin(Optional.of(one.checkpoint(3)));
            assertThat(one.counted()).hasSize(KEYS.size());
        }
    }

    @Test
    void shouldKeepTheKeyGroupsOfTheStateWhereTheProgramLeavesThemOpen() throws Exception {
        // given state with fewer key groups than a vertex of that parallelism has by default
        String path;
        try (CheckpointedJob job =
                CheckpointedJob.start(TestGraph.job().counters(2).maxParallelism(64), configuration())) {
            job.count(KEYS);
            path = taken(job, 1, true);
        }

        // when
        try (CheckpointedJob next = CheckpointedJob.start(from(path).counters(5), configuration())) {
            // then
            assertThat(next.graph()
                            .getVerticesSortedTopologicallyFromSources()
                            .get(1)
                            .getMaxParallelism())
                    .isEqualTo(64);
            assertThat(next.counted()).hasSize(KEYS.size());
        }
    }

    @Test
    void shouldFindStateByTheIdThatTheUserHasSet() throws Exception {
        // given
        String path;
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            path = taken(job.count(KEYS), 1, true);
        }

        // when the operator has another generated id, and the old one is set as its uid's hash
        OperatorID generated = new OperatorID(9, 9);
        TestGraph changed = from(path).countingAs(OperatorIDPair.of(generated, TestGraph.COUNT, "count", null));
        try (CheckpointedJob next = CheckpointedJob.start(changed, configuration())) {
            // then its restore holds state under the new id
            JobManagerTaskRestore restore = next.checkpoints().restoreOf(1, new Subtask(CheckpointedJob.COUNTING, 0));
            assertThat(Objects.requireNonNull(restore)
                            .getTaskStateSnapshot()
                            .getSubtaskStateByOperatorID(generated)
                            .getManagedKeyedState())
                    .hasSize(1);
        }
    }

    private String taken(CheckpointedJob job, long id, boolean savepoint) throws Exception {
        return (savepoint ? job.savepoint(id, "file:" + folder.resolve("savepoints")) : job.checkpoint(id)).path();
    }

    private static TestGraph from(String path) {
        return TestGraph.job().from(path, RecoveryClaimMode.NO_CLAIM);
    }

    private Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:" + folder.resolve("checkpoints"));
        return configuration;
    }
}
