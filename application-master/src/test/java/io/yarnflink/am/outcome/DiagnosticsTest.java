package io.yarnflink.am.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class DiagnosticsTest {

    @Test
    void shouldBeginWithTheRootCause() {
        Throwable failure = new RuntimeException("outside", new IOException("the disk is full"));

        assertThat(Diagnostics.of(failure))
                .startsWith("java.io.IOException: the disk is full\n")
                .contains("Caused by: java.io.IOException: the disk is full");
    }

    @Test
    void shouldKeepTheEndOfALongTrace() {
        Throwable failure = new IOException("the disk is full");
        for (int i = 0; i < 200; i++) {
            failure = new RuntimeException("layer " + i, failure);
        }

        assertThat(Diagnostics.of(failure))
                .hasSizeLessThan(Diagnostics.TRACE_LIMIT + 300)
                .contains("Caused by: java.io.IOException: the disk is full");
    }

    @Test
    void shouldPutMoreBehindTheFirstLine() {
        assertThat(Diagnostics.withMore("first\n\tat x", "more")).isEqualTo("first\nmore\n\tat x");
        assertThat(Diagnostics.withMore("first", "more")).isEqualTo("first\nmore");
    }

    @Test
    void shouldSurviveACycle() {
        RuntimeException first = new RuntimeException("first");
        RuntimeException second = new RuntimeException("second", first);
        first.initCause(second);

        assertThat(Diagnostics.rootCause(first)).isNotEmpty();
    }
}
