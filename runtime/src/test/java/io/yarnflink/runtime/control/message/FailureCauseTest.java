package io.yarnflink.runtime.control.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureCauseTest {

    @Test
    void shouldNameTheRootCauseInOneLine() {
        // given
        Exception failure = new RuntimeException("outer", new IOException("disk is full\nreally"));

        // when
        FailureCause cause = FailureCause.of(failure);

        // then
        assertThat(cause.summary()).isEqualTo("java.io.IOException: disk is full");
        assertThat(cause.stackTrace()).contains("outer", "disk is full", "shouldNameTheRootCauseInOneLine");
    }

    @Test
    void shouldEndWhereCausesAreACircle() {
        // given
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);

        // when, then
        assertThat(FailureCause.of(first).summary()).startsWith("java.lang.Exception: ");
    }

    @Test
    void shouldBearExceptionsThatCannotBeDescribed() {
        // given
        Exception hostile = new Exception() {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message for you");
            }
        };

        // when, then
        assertThat(FailureCause.of(hostile).summary()).contains("FailureCauseTest");
    }
}
