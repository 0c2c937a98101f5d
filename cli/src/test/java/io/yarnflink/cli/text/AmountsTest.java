package io.yarnflink.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "1249, 1.2 s",
        "59999, 59.9 s",
        "60000, 1 min 00 s",
        "125000, 2 min 05 s",
        "3599999, 59 min 59 s",
        "11220000, 3 h 07 min",
        "352800000, 4 d 02 h",
        "-5, 0.0 s"
    })
    void shouldTellDurations(long millis, String expected) {
        assertThat(Amounts.duration(millis)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 B", "999, 999 B", "51234, 51.2 kB", "26412345, 26.4 MB", "1300000000, 1.3 GB"})
    void shouldTellSizes(long bytes, String expected) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"512, 512 MiB", "4096, 4 GiB", "1638, 1.6 GiB"})
    void shouldTellMemory(long mib, String expected) {
        assertThat(Amounts.memory(mib)).isEqualTo(expected);
    }
}
