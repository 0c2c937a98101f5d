package io.yarnflink.am.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class ContainerStateTest {

    @ParameterizedTest
    @EnumSource(names = {"STARTING", "STARTED", "REGISTERED", "RELEASING"})
    void shouldEndFromEveryStateThatIsNoEnd(ContainerState state) {
        assertThat(state.after(ContainerEvent.COMPLETED)).isEqualTo(ContainerState.ENDED);
    }

    @ParameterizedTest
    @EnumSource
    void shouldAllowNothingAfterTheEnd(ContainerEvent event) {
        assertThatThrownBy(() -> ContainerState.ENDED.after(event))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(event.name())
                .hasMessageContaining("ENDED");
    }

    @Test
    void shouldNeverCountAgainOnceReleased() {
        for (ContainerEvent event : ContainerEvent.values()) {
            assertThat(ContainerState.RELEASING.after(event).counts()).isFalse();
        }
    }

    @Test
    void shouldReachEveryState() {
        Set<ContainerState> reached = EnumSet.of(ContainerState.STARTING);
        for (int i = 0; i < ContainerState.values().length; i++) {
            for (ContainerState state : EnumSet.copyOf(reached)) {
                Arrays.stream(ContainerEvent.values())
                        .filter(event -> allows(state, event))
                        .forEach(event -> reached.add(state.after(event)));
            }
        }

        assertThat(reached).containsExactlyInAnyOrder(ContainerState.values());
    }

    private static boolean allows(ContainerState state, ContainerEvent event) {
        try {
            state.after(event);
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }
}
