package io.yarnflink.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.WorkerMessage;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.security.IdentityGenerator;
import io.yarnflink.runtime.security.InternalTls;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever does not behave is dropped, and a connection that does behave never notices. */
class HostileConnectionTest {

    private static final ApplicationIdentity IDENTITY =
            new IdentityGenerator().generate(Instant.parse("2026-01-01T00:00:00Z"));
    private static final ApplicationIdentity ANOTHER =
            new IdentityGenerator().generate(Instant.parse("2026-01-01T00:00:00Z"));
    private static final int TAG_OF_ACKNOWLEDGEMENT = 0x45;
    private static final int MAX_FRAME = 1 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration HASTE = Duration.ofMillis(300);
    private static final TransportLimits PATIENT = limits(PATIENCE, PATIENCE, PATIENCE);

    static {
        Awaitility.setDefaultTimeout(PATIENCE);
    }

    private final RecordingListener atServer = new RecordingListener();
    private final RecordingListener atGood = new RecordingListener();
    private final List<AutoCloseable> toClose = new ArrayList<>();
    private ControlServer server = start(PATIENT);
    private ControlConnection good = connectGood();

    HostileConnectionTest() throws Exception {}

    private static TransportLimits limits(Duration handshake, Duration stall, Duration farewell) {
        return new TransportLimits(handshake, stall, farewell, MAX_FRAME, 8);
    }

    @BeforeEach
    void closeLater() {
        toClose.add(good);
        toClose.add(server);
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    static List<byte[]> garbage() {
        byte[] noise = new byte[100_000];
        new Random(7).nextBytes(noise);
        return List.of(
                "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
                "hello\n".getBytes(StandardCharsets.US_ASCII),
                noise,
                frame(10, Frame.VERSION, 1, TAG_OF_ACKNOWLEDGEMENT, new byte[4]));
    }

    @ParameterizedTest
    @MethodSource("garbage")
    void shouldDropPlainGarbage(byte[] garbage) throws Exception {
        try (Socket socket = plain()) {
            socket.getOutputStream().write(garbage);
            socket.getOutputStream().flush();

            assertThat(endsSoon(socket)).isTrue();
        } catch (IOException e) {
            assertThat(e).as("a reset is as good as an end").isNotNull();
        }
        onlyTheGoodOneIsHeard();
    }

    @Test
    void shouldRefuseTheCertificateOfAnotherApplication() throws Exception {
        try (SSLSocket socket = tls(InternalTls.of(ANOTHER).keyManagers().getKeyManagers())) {
            assertThat(sendAndEnds(socket, acknowledgement(1))).isTrue();
        }
        onlyTheGoodOneIsHeard();
    }

    @Test
    void shouldRefuseWhoHasNoCertificate() throws Exception {
        try (SSLSocket socket = tls(null)) {
            assertThat(sendAndEnds(socket, acknowledgement(1))).isTrue();
        }
        onlyTheGoodOneIsHeard();
    }

    static List<byte[]> badFrames() {
        return List.of(
                frame(Integer.MAX_VALUE, Frame.VERSION, 0, TAG_OF_ACKNOWLEDGEMENT, new byte[100]),
                frame(MAX_FRAME + 1, Frame.VERSION, 0, TAG_OF_ACKNOWLEDGEMENT, new byte[100]),
                frame(-1, Frame.VERSION, 0, TAG_OF_ACKNOWLEDGEMENT, new byte[100]),
                frame(5, Frame.VERSION, 0, TAG_OF_ACKNOWLEDGEMENT, new byte[100]),
                frame(106, (byte) 9, 0, TAG_OF_ACKNOWLEDGEMENT, new byte[100]),
                frame(106, Frame.VERSION, -1, TAG_OF_ACKNOWLEDGEMENT, new byte[100]),
                frame(106, Frame.VERSION, 0, 0xff, new byte[100]),
                frame(106, Frame.VERSION, 0, TAG_OF_ACKNOWLEDGEMENT, new byte[100]),
                frame(8, Frame.VERSION, 0, TAG_OF_ACKNOWLEDGEMENT, new byte[2]));
    }

    @ParameterizedTest
    @MethodSource("badFrames")
    void shouldDropABadFrameOfAMember(byte[] frame) throws Exception {
        try (SSLSocket socket = member()) {
            assertThat(sendAndEnds(socket, frame)).isTrue();
        }
        await().until(() -> atServer.closed.size() == 1);
        assertThat(atServer.causes).singleElement().isInstanceOf(BadFrameException.class);
        theGoodOneWorks();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void shouldSurviveWhateverAMemberSends(long seed) throws Exception {
        Random random = new Random(seed);
        try (SSLSocket socket = member()) {
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < 20; i++) {
                byte[] body = new byte[random.nextInt(2000)];
                random.nextBytes(body);
                int length = random.nextInt(4) == 0 ? random.nextInt() : Frame.PREAMBLE_BYTES + body.length;
                out.write(frame(length, Frame.VERSION, random.nextInt(3), random.nextInt(256), body));
            }
        } catch (IOException e) {
            assertThat(e).as("dropped while it wrote").isNotNull();
        }
        await().until(() -> atServer.closed.size() == 1);
        theGoodOneWorks();
    }

    @Test
    void shouldTakeAFrameThatComesByteByByte() throws Exception {
        try (SSLSocket socket = member()) {
            for (byte single : acknowledgement(77)) {
                socket.getOutputStream().write(single);
                socket.getOutputStream().flush();
            }
            await().until(() -> atServer.received.contains(new WorkerMessage.EventAcknowledged(77, "")));
        }
    }

    @Test
    void shouldDropAHalfFrameThatIsNotContinued() throws Exception {
        restart(limits(PATIENCE, HASTE, PATIENCE));
        try (SSLSocket socket = member()) {
            socket.getOutputStream().write(acknowledgement(1), 0, 15);
            socket.getOutputStream().flush();

            assertThat(endsSoon(socket)).isTrue();
        }
        await().until(() -> !atServer.causes.isEmpty());
        assertThat(atServer.causes.get(0)).hasMessageContaining("the rest of a frame");
        theGoodOneWorks();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 45, 200})
    void shouldDropWhoNeverFinishesItsGreeting(int bytes) throws Exception {
        restart(limits(HASTE, PATIENCE, PATIENCE));
        byte[] greeting = {0x16, 3, 1, 1, 0, 1, 0, 0, (byte) 0xfc, 3, 3};
        try (Socket socket = plain()) {
            socket.getOutputStream().write(Arrays.copyOf(greeting, bytes));
            assertThat(endsSoon(socket)).isTrue();
        }
        onlyTheGoodOneIsHeard();
    }

    @Test
    void shouldServeItsOwnWhileStrangersHoldConnections() throws Exception {
        // given: many more strangers than may authenticate at the same time
        List<Socket> strangers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            strangers.add(plain());
        }

        // when
        RecordingListener listener = new RecordingListener();
        ControlConnection another =
                ControlClient.connect(server.address(), IDENTITY, listener).get(60, TimeUnit.SECONDS);

        // then
        toClose.add(0, another);
        another.send(new WorkerMessage.EventAcknowledged(5, ""));
        await().until(() -> atServer.received.contains(new WorkerMessage.EventAcknowledged(5, "")));
        assertThat(endsSoon(strangers.get(0))).isTrue();
        for (Socket stranger : strangers) {
            stranger.close();
        }
        theGoodOneWorks();
    }

    @Test
    void shouldPartFromAMemberThatNeverReads() throws Exception {
        // given: more on its way than the sockets take
        restart(limits(PATIENCE, PATIENCE, HASTE));
        try (SSLSocket socket = member()) {
            ControlConnection deaf = atServer.opened.get(1);
            byte[] large = new byte[MAX_FRAME / 2];
            for (int i = 0; i < 64; i++) {
                deaf.send(new JobManagerMessage.Deploy(1, MessageSamples.attempt(0, 0), 0, large, new byte[0]));
            }

            // when
            deaf.close();

            // then
            await().until(() -> atServer.closed.contains(deaf));
            assertThat(socket.isClosed()).isFalse();
        }
        theGoodOneWorks();
    }

    @Test
    @Timeout(60)
    void shouldNotWaitForStrangersWhenItCloses() throws Exception {
        restart(limits(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)));
        try (Socket stranger = plain()) {
            assertThat(stranger.isConnected()).isTrue();
            good.close();

            server.close();

            assertThat(endsSoon(stranger)).isTrue();
        }
    }

    @Test
    void shouldTellThatAMemberVanishedWithoutFarewell() throws Exception {
        Socket raw = plain();
        SSLContext context = context(InternalTls.of(IDENTITY).keyManagers().getKeyManagers());
        SSLSocket socket = (SSLSocket) context.getSocketFactory()
                .createSocket(raw, "127.0.0.1", server.address().getPort(), false);
        socket.startHandshake();
        await().until(() -> atServer.opened.size() == 2);

        // when: the process dies
        raw.close();

        // then
        await().until(() -> !atServer.closed.isEmpty());
        assertThat(atServer.causes).singleElement().asString().contains("farewell");
        theGoodOneWorks();
    }

    private void restart(TransportLimits limits) throws Exception {
        good.close();
        server.close();
        await().until(() -> !atServer.closed.isEmpty());
        atServer.opened.clear();
        atServer.closed.clear();
        atServer.causes.clear();
        server = start(limits);
        good = connectGood();
        closeLater();
    }

    private ControlServer start(TransportLimits limits) throws IOException {
        return ControlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), IDENTITY, 1, atServer, limits);
    }

    private ControlConnection connectGood() throws Exception {
        await().until(() -> {
            // Where handshakes must be hasty, a busy machine may need more than one.
            good = ControlClient.connect(server.address(), IDENTITY, atGood)
                    .handle((connection, failure) -> connection)
                    .get(60, TimeUnit.SECONDS);
            return good != null;
        });
        await().until(() -> atServer.opened.size() == 1);
        return good;
    }

    private void onlyTheGoodOneIsHeard() {
        theGoodOneWorks();
        assertThat(atServer.opened).hasSize(1);
        assertThat(atServer.received).hasSize(1);
        assertThat(atServer.closed).isEmpty();
    }

    private void theGoodOneWorks() {
        WorkerMessage.EventAcknowledged sign = new WorkerMessage.EventAcknowledged(4242, "");
        good.send(sign);
        await().until(() -> atServer.received.contains(sign));
        atServer.opened.get(0).send(new JobManagerMessage.WorkerRegistered(1));
        await().until(() -> !atGood.received.isEmpty());
        assertThat(atGood.closed.size()).isEqualTo(atGood.opened.size() - 1);
    }

    private Socket plain() throws IOException {
        return new Socket(server.address().getAddress(), server.address().getPort());
    }

    private SSLSocket member() throws Exception {
        SSLSocket socket = tls(InternalTls.of(IDENTITY).keyManagers().getKeyManagers());
        await().until(() -> atServer.opened.size() == 2);
        return socket;
    }

    private SSLSocket tls(KeyManager @Nullable [] keys) throws Exception {
        SSLSocket socket = (SSLSocket) context(keys)
                .getSocketFactory()
                .createSocket(server.address().getAddress(), server.address().getPort());
        socket.startHandshake();
        return socket;
    }

    private static SSLContext context(KeyManager @Nullable [] keys) throws Exception {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(keys, new TrustManager[] {InternalTls.of(IDENTITY).trustManager()}, null);
        return context;
    }

    private static boolean sendAndEnds(SSLSocket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
            return endsSoon(socket);
        } catch (IOException e) {
            return true;
        }
    }

    /** Whether the far side ends the connection; it does not hang for ever if not. */
    private static boolean endsSoon(Socket socket) throws IOException {
        socket.setSoTimeout(60_000);
        try {
            return socket.getInputStream().readAllBytes().length < 1000;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static byte[] acknowledgement(long id) {
        ByteBuffer body = ByteBuffer.allocate(12).putLong(id).putInt(0);
        return frame(Frame.PREAMBLE_BYTES + 12, Frame.VERSION, 0, TAG_OF_ACKNOWLEDGEMENT, body.array());
    }

    private static byte[] frame(int length, byte version, int epoch, int tag, byte[] body) {
        return ByteBuffer.allocate(Frame.HEADER_BYTES + body.length)
                .putInt(length)
                .put(version)
                .putInt(epoch)
                .put((byte) tag)
                .put(body)
                .array();
    }
}
