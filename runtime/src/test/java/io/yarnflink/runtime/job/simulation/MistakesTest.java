package io.yarnflink.runtime.job.simulation;

import static org.assertj.core.api.Assertions.fail;

import io.yarnflink.runtime.lifecycle.TransitionObserver;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation itself is worth something: it notices what a core may do wrong. */
final class MistakesTest {

    private static final int SEEDS = 1_000;

    @ParameterizedTest
    @EnumSource
    void shouldCatch(Mistake mistake) {
        shouldCatch(mistake.name(), seed -> new SimulatedCluster(seed, mistake::in));
    }

    @ParameterizedTest
    @EnumSource
    void shouldCatchAboutCheckpoints(CheckpointMistake mistake) {
        shouldCatch(mistake.name(), seed -> new SimulatedCluster(seed, mistake::in));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void shouldCatchAboutSuccession(SuccessionMistake mistake) {
        shouldCatch(
                mistake.name(),
                seed -> new SimulatedCluster(
                        mistake.firstSeed() + seed, UnaryOperator.identity(), mistake, TransitionObserver.NONE));
    }

    private static void shouldCatch(String mistake, LongFunction<SimulatedCluster> cluster) {
        for (int seed = 1; seed <= SEEDS; seed++) {
            try {
                cluster.apply(seed).run();
            } catch (Violation caught) {
                return;
            }
        }
        fail("Nothing is wrong with a core that %s, says the simulation after %d seeds", mistake, SEEDS);
    }
}
