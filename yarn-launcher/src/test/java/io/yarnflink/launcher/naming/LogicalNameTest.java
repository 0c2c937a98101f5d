package io.yarnflink.launcher.naming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.BadUsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogicalNameTest {

    @ParameterizedTest
    @CsvSource({
        "orders.jar, orders",
        "orders-1.2.jar, orders",
        "orders-2.0.1-SNAPSHOT.jar, orders",
        "orders-v3.jar, orders",
        "orders-1.0.Final.jar, orders",
        "orders_2.12-1.20.0.jar, orders_2.12",
        "orders-by-day.jar, orders-by-day",
        "-1.jar, -1",
        "orders, orders"
    })
    void shouldBeTheSameForEveryReleaseOfAJob(String jar, String expected) {
        assertThat(LogicalName.derived(jar, "com.example.Main").value()).isEqualTo(expected + ":com.example.Main");
    }

    @Test
    void shouldTellJobsOfOneJarApart() {
        assertThat(LogicalName.derived("jobs.jar", "a.Main")).isNotEqualTo(LogicalName.derived("jobs.jar", "b.Main"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "two\nlines", "bell\u0007"})
    void shouldRefuseWhatNobodyCanType(String text) {
        assertThatThrownBy(() -> LogicalName.parse(text)).isInstanceOf(BadUsageException.class);
    }
}
