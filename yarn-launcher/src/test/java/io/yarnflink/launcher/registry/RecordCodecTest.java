package io.yarnflink.launcher.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.cache.ContentHash;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordCodecTest {

    private static final ApplicationRecord APPLICATION = new ApplicationRecord(
            new AppId("application_1700000000000_0042"),
            "ÜberJob",
            "rm.example:8032",
            new ApplicationIdentity(new byte[] {1, 2, 3}, "the secret"),
            Set.of(new ContentHash("0".repeat(64)), new ContentHash("f".repeat(64))));

    @Test
    void shouldReadWhatItWrote() throws IOException {
        ApplicationRecord read = RecordCodec.decode(RecordCodec.encode(APPLICATION));

        assertThat(read).usingRecursiveComparison().isEqualTo(APPLICATION);
    }

    @Test
    void shouldRefuseEveryTruncation() {
        byte[] whole = RecordCodec.encode(APPLICATION);
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> RecordCodec.decode(part)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldNameAnotherRelease() {
        byte[] bytes = RecordCodec.encode(APPLICATION);
        bytes[0] = 99;
        assertThatThrownBy(() -> RecordCodec.decode(bytes))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 1")
                .hasMessageContaining("99");
    }

    @Test
    void shouldNotTellItsSecret() {
        assertThat(APPLICATION.toString()).doesNotContain("the secret");
    }
}
