package io.yarnflink.am.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.time.Clock;
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
}
