package io.yarnflink.runtime.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.checkpoint.CheckpointStage;
import io.yarnflink.runtime.job.simulation.SimulatedCluster;
import io.yarnflink.runtime.lifecycle.TransitionTable;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No row of a transition table is there for nothing. */
final class TransitionCoverageTest {

    private static final int SEEDS = 500;

    @Test
    void shouldExerciseEveryTransition() {
        Set<String> taken = new TreeSet<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            SimulatedCluster.run(seed, (owner, from, to) -> taken.add(name(from, to)));
        }

        Set<String> permitted = new TreeSet<>();
        addAll(SubtaskState.TABLE, permitted);
        addAll(JobLife.TABLE, permitted);
        addAll(CheckpointStage.TABLE, permitted);
        assertThat(taken).isEqualTo(permitted);
    }

    private static <S extends Enum<S>> void addAll(TransitionTable<S> table, Set<String> into) {
        for (Map.Entry<S, Set<S>> row : table.rows().entrySet()) {
            row.getValue().forEach(to -> into.add(name(row.getKey(), to)));
        }
    }

    private static String name(Enum<?> from, Enum<?> to) {
        return from.getDeclaringClass().getSimpleName() + ": " + from + " -> " + to;
    }
}
