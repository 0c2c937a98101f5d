package io.yarnflink.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.ledger.Expected;
import io.yarnflink.it.ledger.LedgerOptions;
import io.yarnflink.it.oracle.Engine;
import io.yarnflink.it.oracle.Engines;
import io.yarnflink.it.oracle.LedgerRun;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job begins on one cluster and goes on on another, from what the first one left; nothing is lost or doubled. */
class BothWaysIT {

    private static final int BEFORE = 2;

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "from {0} to {1}: {2}, then {3} subtasks")
    @CsvSource({
        "FLINK, OWN, CHECKPOINT, 2",
        "FLINK, OWN, CHECKPOINT, 3",
        "FLINK, OWN, STOPPED, 1",
        "FLINK, OWN, NATIVE, 3",
        "OWN, FLINK, CHECKPOINT, 2",
        "OWN, FLINK, CHECKPOINT, 1",
        "OWN, FLINK, STOPPED, 3",
        "OWN, FLINK, NATIVE, 3",
        "OWN, OWN, CHECKPOINT, 3",
        "OWN, OWN, STOPPED, 1",
        "OWN, OWN, NATIVE, 2"
    })
    void shouldGoOnWhereTheOtherStopped(Engines first, Engines second, Left left, int parallelism) throws Exception {
        // given
        LedgerRun run = new LedgerRun(folder);
        LedgerOptions options =
                LedgerOptions.small(run.output()).splits(left.splits()).rate(500);
        String path;
        try (Engine engine = first.start(folder.resolve("first"))) {
            path = left.leave(
                    engine.submit(LedgerRun.graph(Left.before(options), BEFORE, run.configuration())), run, options);
        }
        assertThat(run.committed())
                .as("what was written before")
                .hasSizeLessThan(Expected.lines(options).size());

        // when
        try (Engine engine = second.start(folder.resolve("second"))) {
            engine.submit(LedgerRun.graph(options, parallelism, run.restoring(path)))
                    .awaitEnd();
        }

        // then
        assertThat(Expected.differences(options, run.committed())).isEmpty();
    }
}
