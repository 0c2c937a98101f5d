package io.yarnflink.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CausesTest {

    @Test
    void shouldKeepMessagesAndLeaveTracesOut() {
        // given
        List<String> lines = List.of(
                "main() failed: x.Refused: not offered:",
                "  - batch",
                "x.Refused: not offered:",
                "  - batch",
                "\tat x.Y.z(Y.java:1)",
                "Caused by: x.Deeper: no file",
                "\tat x.Y.z(Y.java:2)",
                "\t... 3 more");

        // then
        assertThat(Causes.withoutTraces(lines))
                .containsExactly("main() failed: x.Refused: not offered:", "  - batch", "Caused by: x.Deeper: no file");
    }

    @Test
    void shouldNotRepeatTheRootCause() {
        // given
        List<String> lines = List.of(
                "main() failed: x.Deeper: no file",
                "x.Outer: in vain",
                "\tat x.Y.z(Y.java:1)",
                "Caused by: x.Deeper: no file");

        // then
        assertThat(Causes.withoutTraces(lines)).containsExactly("main() failed: x.Deeper: no file", "x.Outer: in vain");
    }

    @Test
    void shouldLeaveOtherWordsAsTheyAre() {
        // given
        List<String> lines = List.of("Container killed", "on request.", "", "Exit code is 143");

        // then
        assertThat(Causes.withoutTraces(lines)).isEqualTo(lines);
    }
}
