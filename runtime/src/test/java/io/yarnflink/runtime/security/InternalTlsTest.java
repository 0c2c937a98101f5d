package io.yarnflink.runtime.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import javax.net.ssl.KeyManager;
import javax.net.ssl.X509KeyManager;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.net.SSLUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InternalTlsTest {

    private final ApplicationIdentity identity =
            new IdentityGenerator().generate(Instant.parse("2026-01-01T00:00:00Z"));
    private final ApplicationIdentity other = new IdentityGenerator().generate(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void shouldTrustItsOwnCertificateOnly() {
        InternalTls tls = InternalTls.of(identity);

        assertThatCode(() -> tls.trustManager().checkServerTrusted(chain(identity), "UNKNOWN"))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> tls.trustManager().checkClientTrusted(chain(other), "UNKNOWN"))
                .isInstanceOf(CertificateException.class)
                .hasMessageContaining("another application");
        assertThatThrownBy(() -> tls.trustManager().checkClientTrusted(new X509Certificate[0], "UNKNOWN"))
                .isInstanceOf(CertificateException.class);
    }

    @Test
    void shouldRefuseAKeyStoreThatTheSecretDoesNotOpen() {
        ApplicationIdentity mixed = new ApplicationIdentity(identity.keyStore(), other.secret());

        assertThatThrownBy(() -> InternalTls.of(mixed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining(other.secret());
    }

    @Test
    void shouldWriteTheKeyStoreForItsOwnerOnly(@TempDir Path directory) throws IOException {
        Path file = InternalTls.of(identity).writeKeyStore(directory);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readAllBytes(file)).isEqualTo(identity.keyStore());
    }

    @Test
    void shouldConfigureFlinksInternalConnections(@TempDir Path directory) throws Exception {
        // given
        InternalTls tls = InternalTls.of(identity);
        Configuration configuration = new Configuration();
        tls.flinkConfiguration(tls.writeKeyStore(directory)).forEach(configuration::setString);

        // when / then: Flink reads key and trusted certificate from it
        assertThat(SSLUtils.createInternalServerSSLEngineFactory(configuration)).isNotNull();
        assertThat(SSLUtils.createInternalClientSSLEngineFactory(configuration)).isNotNull();
    }

    private static X509Certificate[] chain(ApplicationIdentity identity) {
        KeyManager[] managers = InternalTls.of(identity).keyManagers().getKeyManagers();
        X509KeyManager manager = (X509KeyManager) managers[0];
        String[] aliases = manager.getClientAliases("EC", null);
        return Arrays.stream(manager.getCertificateChain(aliases[0])).toArray(X509Certificate[]::new);
    }
}
