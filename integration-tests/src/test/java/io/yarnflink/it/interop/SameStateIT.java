package io.yarnflink.it.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.it.ledger.Expected;
import io.yarnflink.it.ledger.LedgerOptions;
import io.yarnflink.it.oracle.Engine;
import io.yarnflink.it.oracle.Engines;
import io.yarnflink.it.oracle.LedgerRun;
import io.yarnflink.it.oracle.Run;
import io.yarnflink.it.oracle.StateImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When all that was to come has come and nothing moves any more, both clusters' savepoints hold the same. */
class SameStateIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Names of files, numbers of checkpoints: how many there are must agree, what they are cannot. */
    private static final List<String> OF_A_RUN = List.of("writer_raw_states", "committer_raw_states", "statements");

    @TempDir
    private Path folder;

    @Test
    void shouldHoldTheSameStateAtAQuietPoint() throws Exception {
        // when
        SortedMap<String, List<String>> flink = stateAtAQuietPoint(Engines.FLINK);
        SortedMap<String, List<String>> own = stateAtAQuietPoint(Engines.OWN);

        // then
        assertThat(flink.keySet()).anyMatch(where -> where.contains("key group"));
        assertThat(own.keySet()).isEqualTo(flink.keySet());
        flink.forEach((where, entries) -> {
            if (OF_A_RUN.stream().anyMatch(where::contains)) {
                assertThat(own.get(where)).as(where).hasSameSizeAs(entries);
            } else {
                assertThat(own.get(where)).as(where).isEqualTo(entries);
            }
        });
    }

    private SortedMap<String, List<String>> stateAtAQuietPoint(Engines kind) throws Exception {
        LedgerRun run = new LedgerRun(folder.resolve(kind.name()));
        LedgerOptions options = LedgerOptions.small(run.output()).splits(2).holdAt(503);
        try (Engine engine = kind.start(folder.resolve("work-" + kind))) {
            Run job = engine.submit(LedgerRun.graph(options, 2, run.configuration()));
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> run.committed().size()
                            == Expected.linesWhenHeld(options).size());
            String savepoint = job.savepoint(run.savepoints(), true);
            job.cancel();
            return StateImage.of(savepoint);
        }
    }
}
