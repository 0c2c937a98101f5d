package io.yarnflink.am.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StartupTest {

    private final List<String> done = new ArrayList<>();
    private final Startup startup = new Startup(Clock.system());

    @Test
    void shouldTakeStepsBackInReverseEvenIfOneFails() throws Exception {
        // given
        startup.step("open a door", () -> done.add("open"), result -> done.add("close"));
        startup.step("enter", () -> done.add("enter"), result -> {
            throw new IllegalStateException("stuck");
        });
        startup.step("sit down", () -> done.add("sit"), result -> done.add("stand"));

        // when
        startup.close();
        startup.close();

        // then
        assertThat(done).containsExactly("open", "enter", "sit", "stand", "close");
    }

    @Test
    void shouldNameTheStepThatFails() throws Exception {
        // given
        startup.step("open a door", () -> done.add("open"), result -> done.add("close"));

        // when, then
        assertThatThrownBy(() -> startup.step("enter", () -> {
                    throw new IllegalStateException("locked");
                }))
                .isInstanceOf(StartupException.class)
                .hasMessage("Could not enter")
                .hasRootCauseMessage("locked");
        startup.close();
        assertThat(done).containsExactly("open", "close");
    }

    @Test
    void shouldTryAgainOnlyWhatMayPass() {
        // when, then
        assertThat(failing(new IllegalStateException(new IOException("No space left on device")))
                        .mayPass())
                .isTrue();
        assertThat(failing(new UncheckedIOException(new IOException("Connection refused")))
                        .mayPass())
                .isTrue();
        assertThat(failing(new IllegalArgumentException("'many' is no number")).mayPass())
                .isFalse();
        assertThat(failing(new IllegalStateException(new NoClassDefFoundError("org/example/Missing")))
                        .mayPass())
                .isFalse();
    }

    private static StartupException failing(Throwable cause) {
        return new StartupException("enter", cause);
    }

    @Test
    void shouldNameTheStepThatLacksAClass() {
        // when, then
        assertThatThrownBy(() -> startup.step("enter", () -> {
                    throw new NoClassDefFoundError("org/example/Missing");
                }))
                .isInstanceOf(StartupException.class)
                .hasMessage("Could not enter");
    }
}
