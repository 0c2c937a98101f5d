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
    void shouldSayForWhichJavaAClassIsMade() {
        Throwable failure = new RuntimeException(new UnsupportedClassVersionError(
                "org/example/Job has been compiled by a more recent version of the Java Runtime (class file version"
                        + " 65.0), this version of the Java Runtime only recognizes class file versions up to 61.0"));

        assertThat(Diagnostics.of(failure))
                .startsWith("the class org.example.Job is made for Java 21, but the node's Java is 17: compile with")
                .contains("class file version 65.0");
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
