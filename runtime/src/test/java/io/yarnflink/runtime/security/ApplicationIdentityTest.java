package io.yarnflink.runtime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.junit.jupiter.api.Test;

class ApplicationIdentityTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void shouldDecodeWhatItEncoded() {
        // given
        ApplicationIdentity identity = new IdentityGenerator().generate(NOW);

        // when
        ApplicationIdentity decoded = ApplicationIdentity.decode(identity.encode());

        // then
        assertThat(decoded.secret()).isEqualTo(identity.secret());
        assertThat(decoded.keyStore()).isEqualTo(identity.keyStore());
    }

    @Test
    void shouldBeOpenedWithoutStretchingTheSecret() {
        // when
        byte[] keyStore = new IdentityGenerator().generate(NOW).keyStore();

        // then
        assertThat(Pfx.getInstance(keyStore).getMacData().getIterationCount()).isEqualTo(BigInteger.ONE);
        assertThat(System.getProperty("keystore.pkcs12.macIterationCount")).isNull();
    }

    @Test
    void shouldRefuseEveryTruncation() {
        byte[] bytes = new IdentityGenerator().generate(NOW).encode();

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> ApplicationIdentity.decode(cut)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldRefuseTrailingBytes() {
        byte[] bytes = new IdentityGenerator().generate(NOW).encode();

        assertThatThrownBy(() -> ApplicationIdentity.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void shouldNameTheVersionThatItCannotRead() {
        byte[] bytes = new IdentityGenerator().generate(NOW).encode();
        bytes[0] = 9;

        assertThatThrownBy(() -> ApplicationIdentity.decode(bytes))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found version 9");
    }

    @Test
    void shouldTellNothingAsText() {
        ApplicationIdentity identity = new IdentityGenerator().generate(NOW);

        assertThat(identity.toString()).doesNotContain(identity.secret());
        assertThat(identity.secret()).hasSize(64);
    }

    @Test
    void shouldMakeEveryIdentityAnew() {
        IdentityGenerator generator = new IdentityGenerator();

        assertThat(generator.generate(NOW).secret())
                .isNotEqualTo(generator.generate(NOW).secret());
    }
}
