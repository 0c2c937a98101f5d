package io.yarnflink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

    @Test
    void shouldNeverChange() {
        assertThat(Arrays.stream(ExitCode.values()).map(c -> c.name() + "=" + c.number()))
                .containsExactly(
                        "OK=0",
                        "FAILED=1",
                        "BAD_USAGE=2",
                        "KILLED=3",
                        "CLUSTER_UNREACHABLE=4",
                        "REFUSED=5",
                        "NOT_FOUND=6",
                        "NOT_RUNNING=7",
                        "NOT_LIVE=8",
                        "NAME_TAKEN=9",
                        "NOT_STARTED=10",
                        "DETACHED=130");
    }
}
