package io.yarnflink.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private final PrintStream out = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);

    @Test
    void shouldDrawOnlyOnTerminals() {
        assertThat(Terminal.of(out, Map.of("TERM", "xterm"), true, true).live()).isTrue();
        assertThat(Terminal.of(out, Map.of("TERM", "xterm"), false, true).live())
                .isFalse();
        assertThat(Terminal.of(out, Map.of("TERM", "dumb"), true, true).live()).isFalse();
        assertThat(Terminal.of(out, Map.of(), true, true).live()).isFalse();
    }

    @Test
    void shouldHonourNoColor() {
        assertThat(Terminal.of(out, Map.of("TERM", "xterm"), true, true).colors())
                .isTrue();
        assertThat(Terminal.of(out, Map.of("TERM", "xterm", "NO_COLOR", "1"), true, true)
                        .colors())
                .isFalse();
        assertThat(Terminal.of(out, Map.of("TERM", "xterm", "NO_COLOR", ""), true, true)
                        .colors())
                .isTrue();
    }
}
