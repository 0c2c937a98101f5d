package io.yarnflink.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    private static final Table TABLE =
            new Table(List.of("ID", "NAME", "STATE"), List.of(List.of("1", "a long name", "RUNNING")));

    @Test
    void shouldBeAsWideAsItsContents() {
        assertThat(TABLE.lines(80, 1)).containsExactly("ID  NAME         STATE", "1   a long name  RUNNING");
    }

    @Test
    void shouldShortenTheElasticColumnOnly() {
        assertThat(TABLE.lines(20, 1)).containsExactly("ID  NAME     STATE", "1   a lo...  RUNNING");
    }

    @Test
    void shouldKeepHeadingsHoweverNarrow() {
        assertThat(TABLE.lines(1, 1)).containsExactly("ID  NAME  STATE", "1   a...  RUNNING");
    }
}
