package io.yarnflink.runtime.job.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Many bad days, each from one seed. {@code -Dsimulation.seeds=100000} runs more of them. */
final class SimulationTest {

    private static final int SEEDS = Integer.getInteger("simulation.seeds", 1_000);
    private static final long FIRST = Long.getLong("simulation.first", 1);

    @Test
    void shouldKeepItsPromisesWhateverHappens() {
        LongStream.range(FIRST, FIRST + SEEDS)
                .parallel()
                .forEach(seed -> new SimulatedCluster(seed, UnaryOperator.identity()).run());
    }

    @Test
    void shouldDoTheSameForTheSameSeed() {
        SimulatedCluster one = new SimulatedCluster(42, UnaryOperator.identity());
        SimulatedCluster other = new SimulatedCluster(42, UnaryOperator.identity());

        one.run();
        other.run();

        assertThat(one.trace().size()).isGreaterThan(100);
        assertThat(one.trace().tail(Integer.MAX_VALUE)).isEqualTo(other.trace().tail(Integer.MAX_VALUE));
    }
}
