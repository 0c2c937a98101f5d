package io.yarnflink.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class YarnReasonTest {

    @Test
    void shouldKeepWhatAPersonNeeds() {
        String diagnostics = "[Fri Nov 20 12:00:00 +0000 2026] Application is added to the scheduler and is not yet"
                + " activated. Queue's AM resource limit exceeded.  Details : AM Partition = <DEFAULT_PARTITION>;"
                + " AM Resource Request = <memory:1024, vCores:1>; \n";

        assertThat(YarnReason.of(diagnostics))
                .isEqualTo("Application is added to the scheduler and is not yet activated."
                        + " Queue's AM resource limit exceeded.");
    }

    @Test
    void shouldKnowWhenTheMasterStarts() {
        assertThat(YarnReason.masterStarts("AM container is launched, waiting for AM container to Register with RM"))
                .isTrue();
        assertThat(YarnReason.masterStarts("no room")).isFalse();
    }

    @Test
    void shouldBeEmptyWithoutAReason() {
        assertThat(YarnReason.of(" \n")).isEmpty();
    }
}
