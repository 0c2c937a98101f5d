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
import org.junit.jupiter.params.provider.EnumSource;

/** One job, the same points of failure, on either cluster: what comes out is the same, and right. */
class SameResultIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Engines.class)
    void shouldBookEachEntryOnceThoughAttemptsFail(Engines kind) throws Exception {
        // given
        LedgerRun run = new LedgerRun(folder);
        LedgerOptions options = LedgerOptions.small(run.output()).failAt(400L, 1L, 700L);

        // when
        try (Engine engine = kind.start(folder.resolve("work"))) {
            engine.submit(LedgerRun.graph(options, 2, run.configuration())).awaitEnd();
        }

        // then
        assertThat(Expected.differences(options, run.committed())).isEmpty();
    }
}
