package io.yarnflink.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.cli.ManualClock;
import org.junit.jupiter.api.Test;

class LiveDisplayTest {

    private final ManualClock clock = new ManualClock();
    private final Screen screen = new Screen(60);

    private Progress ascii() {
        return new Progress(new LiveDisplay(screen.terminal(false, false)), clock);
    }

    @Test
    void shouldKeepEndedStepsAboveThoseThatGoOn() {
        // given
        Progress progress = ascii();
        progress.step("connect", "Connecting");
        clock.advance(300);

        // when
        progress.done("connect", "Connected");
        progress.step("upload", "Uploading a.jar");
        progress.step("more", "Also this");

        // then
        assertThat(screen.lines())
                .containsExactly(
                        "+ Connected                                           0.3 s",
                        "| Uploading a.jar                                     0.0 s",
                        "| Also this                                           0.0 s");
    }

    @Test
    void shouldDrawInPlace() {
        // given
        Progress progress = ascii();
        progress.step("tasks", "Tasks 0 of 4 running, and more to come");

        // when
        clock.advance(1200);
        progress.step("tasks", "Tasks 3 of 4 running");

        // then
        assertThat(screen.lines()).containsExactly("| Tasks 3 of 4 running                                1.2 s");
    }

    @Test
    void shouldShowHowFarItIs() {
        // given
        Progress progress = ascii();
        progress.step("upload", "Up");

        // when
        progress.bar("upload", 13_000_000, 26_000_000);

        // then
        assertThat(screen.lines()).containsExactly("| Up [############............] 50 % of 26.0 MB       0.0 s");
    }

    @Test
    void shouldLeaveNothingUnfinishedBehind() {
        // given
        Progress progress = ascii();
        progress.done("a", "Done");
        progress.step("b", "Going on");
        assertThat(screen.cursorVisible()).isFalse();

        // when
        progress.close();
        progress.step("c", "Too late");

        // then
        assertThat(screen.lines()).containsExactly("+ Done                                                0.0 s");
        assertThat(screen.cursorVisible()).isTrue();
    }

    @Test
    void shouldFitNarrowTerminals() {
        for (int columns = 3; columns <= 100; columns++) {
            // given
            Screen narrow = new Screen(columns);
            Progress progress = new Progress(new LiveDisplay(narrow.terminal(true, true)), clock);

            // when
            progress.step("queue", "Accepted by YARN, waiting for a container in queue default: no room");
            progress.failed("x", "Something that was too long for the terminal went wrong");

            // then the screen has not complained of a line that wraps
            assertThat(narrow.lines()).hasSizeGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void shouldFollowTheWidth() {
        // given
        Progress progress = ascii();
        progress.step("a", "One");
        screen.resize(40);

        // when
        progress.step("a", "Two");

        // then
        assertThat(screen.lines()).containsExactly("| Two                             0.0 s");
    }

    @Test
    void shouldUseNoColorsWhereNoneAreWanted() {
        // given
        Progress progress = ascii();

        // when
        progress.done("a", "Done");
        progress.failed("b", "Failed");

        // then
        assertThat(screen.raw()).doesNotContain("\u001b[3").contains("x Failed");
    }

    @Test
    void shouldWriteNothingWhenNothingHasChanged() {
        // given
        Progress progress = ascii();
        progress.step("a", "One");
        screen.lines();

        // when
        progress.step("a", "One");

        // then
        assertThat(screen.raw()).isEmpty();
    }
}
