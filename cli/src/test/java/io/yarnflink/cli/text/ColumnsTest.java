package io.yarnflink.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void shouldCountWideCharactersTwice() {
        assertThat(Columns.width("job")).isEqualTo(3);
        assertThat(Columns.width("語彙")).isEqualTo(4);
        assertThat(Columns.width("e\u0301")).isEqualTo(1);
    }

    @Test
    void shouldCutWhatDoesNotFit() {
        assertThat(Columns.fit("short", 5)).isEqualTo("short");
        assertThat(Columns.fit("too long", 6)).isEqualTo("too...");
        assertThat(Columns.fit("語彙語彙", 6)).isEqualTo("語...");
        assertThat(Columns.fit("abc", 2)).isEqualTo("..");
        assertThat(Columns.fit("abc", 0)).isEmpty();
    }

    @Test
    void shouldTakeTheSpellOffControlSequences() {
        assertThat(Columns.printable(" a\u001b[2Jb\nc\td ")).isEqualTo("a?[2Jb c d");
    }
}
