package io.yarnflink.runtime.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.security.IdentityGenerator;
import io.yarnflink.runtime.security.InternalTls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who does not belong to the application gets nothing from data exchange, and disturbs nobody. */
class HostileDataConnectionTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(60).toMillis();
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final ApplicationIdentity OURS = new IdentityGenerator().generate(MADE);
    private static final ApplicationIdentity OTHERS = new IdentityGenerator().generate(MADE);

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    private Path folder;

    private @Nullable DataExchange exchange;

    @BeforeEach
    void open() throws IOException {
        exchange = NettyDataExchange.open(
                new DataExchangeOptions(
                        new WorkerId("attacked"),
                        LOOPBACK,
                        OURS,
                        new Configuration(),
                        MemorySize.ofMebiBytes(16),
                        1,
                        List.of(folder)),
                executor,
                timer);
    }

    @AfterEach
    void close() {
        exchange().close();
        executor.shutdownNow();
        timer.shutdownNow();
    }

    @Test
    void shouldGiveNothingToWhoDoesNotSpeakTls() throws Exception {
        // when
        byte[] answer;
        try (Socket socket = new Socket(LOOPBACK, exchange().port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(US_ASCII));
            answer = socket.getInputStream().readAllBytes();
        }

        // then: an alert at the most, and the end of the connection
        assertThat(answer).hasSizeLessThan(16);
        assertAMemberIsStillWelcome();
    }

    @Test
    void shouldRefuseWhoBelongsToAnotherApplication() throws Exception {
        KeyManager[] keys = InternalTls.of(OTHERS).keyManagers().getKeyManagers();

        assertThatThrownBy(() -> readFirstByte(keys)).isInstanceOf(IOException.class);
        assertAMemberIsStillWelcome();
    }

    @Test
    void shouldRefuseWhoShowsNoCertificate() throws Exception {
        assertThatThrownBy(() -> readFirstByte(null)).isInstanceOf(IOException.class);
        assertAMemberIsStillWelcome();
    }

    private void assertAMemberIsStillWelcome() throws Exception {
        KeyManager[] keys = InternalTls.of(OURS).keyManagers().getKeyManagers();
        try (SSLSocket member = connect(keys)) {
            assertThatCode(member::startHandshake).doesNotThrowAnyException();
            assertThat(member.getSession().isValid()).isTrue();
        }
    }

    /** With TLS 1.3 a refusal of the client's certificate is told after the client's own handshake is done. */
    private void readFirstByte(KeyManager @Nullable [] keys) throws Exception {
        try (SSLSocket socket = connect(keys)) {
            socket.startHandshake();
            if (socket.getInputStream().read() < 0) {
                throw new IOException("The connection has ended");
            }
        }
    }

    private SSLSocket connect(KeyManager @Nullable [] keys) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys, new TrustManager[] {InternalTls.of(OURS).trustManager()}, null);
        SSLSocket socket = (SSLSocket)
                context.getSocketFactory().createSocket(LOOPBACK, exchange().port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private DataExchange exchange() {
        if (exchange == null) {
            throw new IllegalStateException("Not open");
        }
        return exchange;
    }
}
