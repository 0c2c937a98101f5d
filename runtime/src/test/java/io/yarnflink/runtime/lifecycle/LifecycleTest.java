package io.yarnflink.runtime.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LifecycleTest {

    private enum Light {
        RED,
        GREEN,
        BROKEN
    }

    private static final TransitionTable<Light> TABLE = TransitionTable.of(Light.class)
            .row(Light.RED, Light.GREEN, Light.BROKEN)
            .row(Light.GREEN, Light.RED)
            .build();

    private final List<String> heard = new ArrayList<>();
    private final Lifecycle<Light> light = new Lifecycle<>(
            "The light", TABLE, Light.RED, (owner, from, to) -> heard.add(owner + " " + from + " " + to));

    @Test
    void shouldFollowItsTable() {
        light.moveTo(Light.GREEN);

        assertThat(light.state()).isEqualTo(Light.GREEN);
        assertThat(light.mayMoveTo(Light.RED)).isTrue();
        assertThat(light.mayMoveTo(Light.BROKEN)).isFalse();
        assertThat(heard).containsExactly("The light RED GREEN");
    }

    @Test
    void shouldTellItsHistoryWhenAStepIsRefused() {
        light.moveTo(Light.GREEN);

        assertThatThrownBy(() -> light.moveTo(Light.BROKEN))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The light is GREEN after [RED], from where it cannot become BROKEN");
        assertThat(light.state()).isEqualTo(Light.GREEN);
    }

    @Test
    void shouldLetNothingFollowAStateWithoutARow() {
        light.moveTo(Light.BROKEN);

        assertThat(Light.values()).noneMatch(light::mayMoveTo);
        assertThat(TABLE.rows()).doesNotContainKey(Light.BROKEN);
    }
}
