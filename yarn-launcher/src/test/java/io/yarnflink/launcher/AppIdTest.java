package io.yarnflink.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppIdTest {

    @Test
    void shouldReadWhatPeopleCopy() throws BadUsageException {
        assertThat(AppId.parse(" application_1700000000000_0042\n").value())
                .isEqualTo("application_1700000000000_0042");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "42", "application_1_", "application_x_0001", "application_1_1/../../etc"})
    void shouldRefuseAnythingElse(String text) {
        assertThatThrownBy(() -> AppId.parse(text))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining("yarn-flink list");
    }
}
