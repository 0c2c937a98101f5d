package io.yarnflink.runtime.exchange;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.security.IdentityGenerator;
import io.yarnflink.runtime.security.InternalTls;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.apache.flink.configuration.SecurityOptions;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who does not belong to the application gets nothing from data exchange, and who does not behave disturbs nobody. */
class HostileDataConnectionTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final int PATIENCE_MILLIS = (int) Duration.ofSeconds(60).toMillis();
    private static final Instant MADE = Instant.parse("2026-01-01T00:00:00Z");
    private static final ApplicationIdentity OURS = new IdentityGenerator().generate(MADE);
    private static final ApplicationIdentity OTHERS = new IdentityGenerator().generate(MADE);

    /** How a client's greeting begins: a TLS record with a handshake that is 16 kB long. */
    private static final byte[] GREETING = {0x16, 3, 1, 0x3f, (byte) 0xff, 1, 0, 0x3f, (byte) 0xfb, 3, 3};

    // Flink's requests.
    private static final int MAGIC = 0xBADC0FFE;
    private static final int HEADER_BYTES = 9;
    private static final int RECEIVER_BYTES = 16;
    private static final byte CANCEL = 4;
    private static final byte CLOSE = 5;
    private static final byte CREDIT = 6;

    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @TempDir
    private Path folder;

    private @Nullable DataExchange exchange;

    @BeforeEach
    void open() throws IOException {
        open(new Configuration());
    }

    private void open(Configuration configuration) throws IOException {
        exchange = NettyDataExchange.open(
                new DataExchangeOptions(
                        new WorkerId("attacked"),
                        LOOPBACK,
                        OURS,
                        configuration,
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
        try (Socket socket = plain()) {
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

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5, 100})
    void shouldPartFromWhoNeverFinishesItsGreeting(int bytes) throws Exception {
        // given
        beHasty();

        // when
        try (Socket socket = plain()) {
            socket.getOutputStream().write(Arrays.copyOf(GREETING, bytes));

            // then
            assertThat(ends(socket)).isTrue();
        }
        assertAMemberIsStillWelcome();
    }

    @Test
    void shouldPartFromWhoGreetsByteByByte() throws Exception {
        // given
        beHasty();

        try (Socket socket = plain()) {
            // when
            OutputStream out = socket.getOutputStream();
            out.write(GREETING);

            // then: each byte comes in time, and the greeting does not
            await().pollInterval(Duration.ofMillis(20)).until(() -> isRefused(out, new byte[1]));
        }
        assertAMemberIsStillWelcome();
    }

    @Test
    void shouldPartFromAStrangerWhoSendsWithoutEnd() throws Exception {
        // given: a record of 65,535 bytes, and so on
        beHasty();
        byte[] record = new byte[65_540];
        Arrays.fill(record, (byte) 0xff);
        System.arraycopy(GREETING, 0, record, 0, 3);

        try (Socket socket = plain()) {
            OutputStream out = socket.getOutputStream();

            await().pollInterval(Duration.ofMillis(1)).until(() -> isRefused(out, record));
        }
        assertAMemberIsStillWelcome();
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, RequestLimit.MAX_REQUEST_BYTES + 1, 3, 0, -1, Integer.MIN_VALUE})
    void shouldPartFromAMemberThatAnnouncesWhatNoRequestHas(int length) throws Exception {
        try (SSLSocket other = member();
                SSLSocket member = member()) {
            // when
            member.getOutputStream().write(request(length, CREDIT, new byte[100]));

            // then
            assertThat(ends(member)).isTrue();
            assertIsServed(other);
        }
    }

    @Test
    void shouldUnderstandAMemberThatSendsByteByByte() throws Exception {
        try (SSLSocket member = member()) {
            // when: of two requests the second one asks for the end
            byte[] cancel = request(HEADER_BYTES + RECEIVER_BYTES, CANCEL, new byte[RECEIVER_BYTES]);
            for (byte single : cancel) {
                member.getOutputStream().write(single);
                member.getOutputStream().flush();
            }

            // then
            assertIsServed(member);
        }
    }

    @Test
    void shouldNotWaitForTheRestOfWhatOneMemberBegan() throws Exception {
        try (SSLSocket other = member();
                SSLSocket member = member()) {
            member.getOutputStream().write(request(RequestLimit.MAX_REQUEST_BYTES, CREDIT, new byte[100]));

            assertIsServed(other);
        }
    }

    @Test
    void shouldPartFromAMemberThatDoesNotReadItsAnswers() throws Exception {
        // given: credit for nobody, each of which is answered with an error
        reopen(new Configuration().set(SecurityOptions.SSL_INTERNAL_CLOSE_NOTIFY_FLUSH_TIMEOUT, 100));
        byte[] body = new byte[Integer.BYTES + RECEIVER_BYTES];
        Arrays.fill(body, (byte) 1);
        byte[] credit = request(HEADER_BYTES + body.length, CREDIT, body);
        ByteBuffer many = ByteBuffer.allocate(1000 * credit.length);
        while (many.hasRemaining()) {
            many.put(credit);
        }

        try (SSLSocket other = member();
                SSLSocket deaf = member()) {
            // when
            OutputStream out = deaf.getOutputStream();

            // then
            await().pollInterval(Duration.ofMillis(1)).until(() -> isRefused(out, many.array()));
            assertIsServed(other);
        }
    }

    @Test
    void shouldServeItsOwnWhileStrangersHoldConnections() throws Exception {
        // given
        List<Socket> strangers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            strangers.add(plain());
        }

        // then
        assertAMemberIsStillWelcome();
        for (Socket stranger : strangers) {
            stranger.close();
        }
    }

    /** From now on greetings must be short. */
    private void beHasty() throws IOException {
        reopen(new Configuration().set(SecurityOptions.SSL_INTERNAL_HANDSHAKE_TIMEOUT, 500));
    }

    private void reopen(Configuration configuration) throws IOException {
        exchange().close();
        open(configuration);
    }

    /** Where greetings must be short, a busy machine may need more than one. */
    private void assertAMemberIsStillWelcome() {
        await().ignoreExceptionsInstanceOf(IOException.class).untilAsserted(() -> {
            try (SSLSocket member = member()) {
                assertIsServed(member);
            }
        });
    }

    /** Asks for the end of the connection, which only who has been understood gets in order. */
    private static void assertIsServed(SSLSocket member) throws IOException {
        member.getOutputStream().write(request(HEADER_BYTES, CLOSE, new byte[0]));
        member.getOutputStream().flush();
        assertThat(member.getInputStream().readAllBytes()).isEmpty();
    }

    private static byte[] request(int length, byte id, byte[] body) {
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .putInt(length)
                .putInt(MAGIC)
                .put(id)
                .put(body)
                .array();
    }

    private static boolean isRefused(OutputStream out, byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether the far side ends the connection, in order or not; false if it has not within all patience. */
    private static boolean ends(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes().length < 1000;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private Socket plain() throws IOException {
        Socket socket = new Socket(LOOPBACK, exchange().port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private SSLSocket member() throws Exception {
        SSLSocket member = connect(InternalTls.of(OURS).keyManagers().getKeyManagers());
        member.startHandshake();
        return member;
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

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMillis(PATIENCE_MILLIS));
    }

    private DataExchange exchange() {
        if (exchange == null) {
            throw new IllegalStateException("Not open");
        }
        return exchange;
    }
}
