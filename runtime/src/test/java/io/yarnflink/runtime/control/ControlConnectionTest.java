package io.yarnflink.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.message.ControlMessage;
import io.yarnflink.runtime.control.message.JobManagerMessage;
import io.yarnflink.runtime.control.message.WorkerMessage;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.security.IdentityGenerator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ControlConnectionTest {

    private static final ApplicationIdentity IDENTITY =
            new IdentityGenerator().generate(Instant.parse("2026-01-01T00:00:00Z"));

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private final RecordingListener atServer = new RecordingListener();
    private final RecordingListener atClient = new RecordingListener();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable closeable : toClose) {
            closeable.close();
        }
    }

    @Test
    void shouldCarryEveryMessageInOrderBothWays() throws Exception {
        // given
        ControlServer server = server(1);
        ControlConnection client = connect(server, new EpochFence());
        await().until(() -> !atServer.opened.isEmpty());

        // when
        MessageSamples.TO_SERVER.forEach(client::send);
        MessageSamples.TO_CLIENT.forEach(atServer.opened.get(0)::send);

        // then
        await().until(() -> atServer.received.size() == MessageSamples.TO_SERVER.size());
        await().until(() -> atClient.received.size() == MessageSamples.TO_CLIENT.size());
        assertThat(atServer.received)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(MessageSamples.CACHED)
                .isEqualTo(MessageSamples.TO_SERVER);
        assertThat(atClient.received)
                .usingRecursiveComparison()
                .ignoringFieldsMatchingRegexes(MessageSamples.CACHED)
                .isEqualTo(MessageSamples.TO_CLIENT);
    }

    @Test
    void shouldWriteWhatWasSentBeforeItCloses() throws Exception {
        // given
        ControlServer server = server(1);
        ControlConnection client = connect(server, new EpochFence());
        await().until(() -> !atServer.opened.isEmpty());
        ControlConnection far = atServer.opened.get(0);

        // when
        byte[] large = new byte[8 * 1024 * 1024];
        far.send(new JobManagerMessage.Deploy(1, MessageSamples.attempt(0, 0), 0, large, large));
        far.send(new JobManagerMessage.ShutDown("last"));
        far.close();

        // then
        await().until(() -> !atClient.closed.isEmpty());
        assertThat(atClient.causes).isEmpty();
        assertThat(atClient.received).hasSize(2).last().isEqualTo(new JobManagerMessage.ShutDown("last"));
        await().until(() -> !atServer.closed.isEmpty());
        assertThat(atServer.causes).isEmpty();
        client.close();
        client.send(new WorkerMessage.EventAcknowledged(1, "")); // lost without a word
    }

    @Test
    void shouldFlushEverythingWhenTheServerCloses() throws Exception {
        // given
        ControlServer server = server(1);
        connect(server, new EpochFence());
        await().until(() -> !atServer.opened.isEmpty());

        // when
        for (int i = 0; i < 100; i++) {
            atServer.opened.get(0).send(new JobManagerMessage.WorkerRegistered(i));
        }
        server.close();

        // then
        await().until(() -> !atClient.closed.isEmpty());
        assertThat(atClient.received).hasSize(100);
        assertThat(atClient.causes).isEmpty();
    }

    @Test
    void shouldEndItsLoopThreadsWhenItCloses() throws Exception {
        ControlServer server = server(1);
        ControlConnection client = connect(server, new EpochFence());

        client.close();
        server.close();

        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("control-")));
    }

    @Test
    void shouldRefuseAnOlderEpochOnceANewerWasHeard() throws Exception {
        // given: a process that has heard of attempt 2
        EpochFence fence = new EpochFence();
        ControlConnection newer = connect(server(2), fence);
        atServer.opened.get(0).send(new JobManagerMessage.WorkerRegistered(1));
        await().until(() -> fence.highest() == 2);

        // when: attempt 1 still talks
        RecordingListener atOld = new RecordingListener();
        ControlServer old = server(1, atOld);
        RecordingListener fenced = new RecordingListener();
        ControlClient.connect(old.address(), IDENTITY, fence, fenced).get(60, TimeUnit.SECONDS);
        await().until(() -> !atOld.opened.isEmpty());
        atOld.opened.get(0).send(new JobManagerMessage.ShutDown("from the past"));

        // then
        await().until(() -> !fenced.closed.isEmpty());
        assertThat(fenced.received).isEmpty();
        assertThat(fenced.causes).singleElement().asString().contains("superseded");
        newer.send(new WorkerMessage.EventAcknowledged(1, ""));
        await().until(() -> !atServer.received.isEmpty());
    }

    @Test
    void shouldNotListenToAProcessThatKnowsANewerAttempt() throws Exception {
        // given
        EpochFence fence = new EpochFence();
        fence.admit(5);
        ControlConnection client = connect(server(4), fence);

        // when
        client.send(new WorkerMessage.RegisterWorker(new WorkerId("w"), "127.0.0.1", 1, 1));

        // then
        await().until(() -> !atServer.closed.isEmpty());
        assertThat(atServer.received).isEmpty();
        assertThat(atServer.causes).singleElement().asString().contains("newer attempt");
    }

    @Test
    void shouldSayThatNobodyListens() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }

        assertThatThrownBy(
                        () -> ControlClient.connect(nobody, IDENTITY, atClient).get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be reached");
        assertThat(atClient.opened).isEmpty();
        assertThat(atClient.closed).isEmpty();
    }

    @Test
    void shouldNotTrustAServerOfAnotherApplication() throws Exception {
        ControlServer server = server(1);
        ApplicationIdentity another = new IdentityGenerator().generate(Instant.parse("2026-01-01T00:00:00Z"));

        assertThatThrownBy(() -> ControlClient.connect(server.address(), another, atClient)
                        .get(60, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another application");
        assertThat(atClient.opened).isEmpty();
        assertThat(atServer.opened).isEmpty();
    }

    @Test
    void shouldSayThatTheAddressIsTaken() throws Exception {
        ControlServer server = server(1);

        assertThatThrownBy(() -> ControlServer.start(server.address(), IDENTITY, 1, atServer))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be bound");
    }

    @Test
    void shouldTellWhenTheFarProcessBreaksOff() throws Exception {
        // given: the far side's listener fails, so that its end of the connection is dropped
        ControlServer server = server(1, new Throwing());
        ControlConnection client = connect(server, new EpochFence());

        // when
        client.send(new WorkerMessage.EventAcknowledged(1, ""));

        // then
        await().until(() -> !atClient.closed.isEmpty());
    }

    private ControlServer server(int epoch) throws IOException {
        return server(epoch, atServer);
    }

    private ControlServer server(int epoch, ConnectionListener listener) throws IOException {
        ControlServer server = ControlServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), IDENTITY, epoch, listener);
        toClose.add(server);
        return server;
    }

    private ControlConnection connect(ControlServer server, EpochFence fence) throws Exception {
        ControlConnection connection = ControlClient.connect(server.address(), IDENTITY, fence, atClient)
                .get(60, TimeUnit.SECONDS);
        toClose.add(connection);
        await().until(() -> server.address() != null);
        return connection;
    }

    private static final class Throwing implements ConnectionListener {
        @Override
        public void opened(ControlConnection connection) {}

        @Override
        public void received(ControlConnection connection, ControlMessage message) {
            throw new IllegalStateException("planted");
        }

        @Override
        public void closed(ControlConnection connection, @org.jspecify.annotations.Nullable Throwable cause) {}
    }
}
