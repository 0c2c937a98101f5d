package io.yarnflink.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.cli.ManualClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PlainDisplayTest {

    private final ManualClock clock = new ManualClock();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Progress progress =
            Progress.on(Terminal.none(new PrintStream(bytes, true, StandardCharsets.UTF_8)), clock);

    @Test
    void shouldPrintALineForEachChange() {
        // when
        progress.step("up", "Uploading");
        progress.bar("up", 1, 10);
        clock.advance(2500);
        progress.bar("up", 10, 10);
        progress.done("up", "Uploaded");
        progress.step("queue", "Accepted");
        progress.step("queue", "Accepted");
        progress.say("Bye");
        progress.close();

        // then
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "0.0 s     Uploading", "2.5 s     Uploaded (2.5 s)", "2.5 s     Accepted", "2.5 s     Bye");
    }

    @Test
    void shouldKeepLongTimesApartFromTheText() {
        // when
        clock.advance(112_000);
        progress.say("Started");

        // then
        assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("52 s Started");
    }

    @Test
    void shouldWriteNoControlCharacters() {
        // when
        progress.step("x", "evil \u001b[2J\nname");

        // then
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .doesNotContain("\u001b")
                .contains("evil ?[2J name");
    }
}
