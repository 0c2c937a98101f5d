package io.yarnflink.runtime.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.application.ApplicationPhase;
import io.yarnflink.runtime.application.ApplicationStatus;
import io.yarnflink.runtime.application.CheckpointView;
import io.yarnflink.runtime.control.message.ClientAnswer;
import io.yarnflink.runtime.control.message.ClientMessage;
import io.yarnflink.runtime.control.message.ClientMessage.SavepointGoal;
import io.yarnflink.runtime.control.message.StatusMessage;
import io.yarnflink.runtime.security.ApplicationIdentity;
import io.yarnflink.runtime.security.IdentityGenerator;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ApplicationClientTest {

    private static final ApplicationIdentity IDENTITY =
            new IdentityGenerator().generate(Instant.parse("2026-01-01T00:00:00Z"));
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ApplicationStatus STATUS =
            new ApplicationStatus(ApplicationPhase.SUCCEEDED, 1, 1, List.of(), Optional.empty());

    static {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(60));
    }

    private final RecordingListener atServer = new RecordingListener();
    private final ControlServer server =
            ControlServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), IDENTITY, 3, atServer);

    ApplicationClientTest() throws IOException {}

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void shouldWatchAndCancel() throws Exception {
        try (ApplicationClient client = ApplicationClient.connect(server.address(), IDENTITY, PATIENCE)) {
            // given
            List<ApplicationStatus> seen = new CopyOnWriteArrayList<>();
            client.watch(seen::add);
            client.cancel();
            await().until(() -> atServer.received.size() == 2);
            assertThat(atServer.received)
                    .containsExactly(new ClientMessage.WatchApplication(), new ClientMessage.CancelApplication());

            // when
            atServer.opened.get(0).send(new StatusMessage(STATUS));

            // then
            await().until(() -> seen.equals(List.of(STATUS)));
        }
    }

    @Test
    void shouldTakeSavepointsAndListCheckpoints() throws Exception {
        try (ApplicationClient client = ApplicationClient.connect(server.address(), IDENTITY, PATIENCE)) {
            // given
            CheckpointView view = new CheckpointView("00", "a job", 7, true, 1, 2, 3, "hdfs:///savepoints/7");
            CompletableFuture<String> taken =
                    client.savepoint(Optional.of("00"), SavepointGoal.SUSPEND, Optional.empty(), true);
            CompletableFuture<String> refused =
                    client.savepoint(Optional.empty(), SavepointGoal.GO_ON, Optional.of("hdfs:///mine"), false);
            CompletableFuture<List<CheckpointView>> listed = client.checkpoints();
            await().until(() -> atServer.received.size() == 3);
            assertThat(atServer.received)
                    .containsExactly(
                            new ClientMessage.TakeSavepoint(
                                    1, Optional.of("00"), SavepointGoal.SUSPEND, Optional.empty(), true),
                            new ClientMessage.TakeSavepoint(
                                    2, Optional.empty(), SavepointGoal.GO_ON, Optional.of("hdfs:///mine"), false),
                            new ClientMessage.ListCheckpoints(3));

            // when
            ControlConnection atClient = atServer.opened.get(0);
            atClient.send(new ClientAnswer.RequestFailed(2, "two jobs run"));
            atClient.send(new ClientAnswer.CheckpointsListed(3, List.of(view)));
            atClient.send(new ClientAnswer.SavepointTaken(1, "hdfs:///savepoints/7"));

            // then
            assertThat(taken.get(60, TimeUnit.SECONDS)).isEqualTo("hdfs:///savepoints/7");
            assertThat(listed.get(60, TimeUnit.SECONDS)).containsExactly(view);
            assertThatThrownBy(() -> refused.get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(RequestFailedException.class)
                    .hasMessageContaining("two jobs run");
        }
    }

    @Test
    void shouldNotWaitForAnswersOfAnApplicationMasterThatHasGone() throws Exception {
        try (ApplicationClient client = ApplicationClient.connect(server.address(), IDENTITY, PATIENCE)) {
            await().until(() -> !atServer.opened.isEmpty());
            CompletableFuture<List<CheckpointView>> asked = client.checkpoints();

            server.close();

            assertThatThrownBy(() -> asked.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
            assertThatThrownBy(() -> client.checkpoints().get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldTellThatTheApplicationMasterHasGone() throws Exception {
        try (ApplicationClient client = ApplicationClient.connect(server.address(), IDENTITY, PATIENCE)) {
            // The client's handshake is over before the server's is.
            await().until(() -> !atServer.opened.isEmpty());

            server.close();

            assertThat(client.closed()).succeedsWithin(PATIENCE);
        }
    }

    @Test
    void shouldSayInPlainWordsWhyItCannotConnect() {
        ApplicationIdentity another = new IdentityGenerator().generate(Instant.parse("2026-01-01T00:00:00Z"));

        assertThatThrownBy(() -> ApplicationClient.connect(server.address(), another, PATIENCE))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another application");
    }

    @Test
    void shouldNeedNoClassOfFlink() throws Exception {
        // given: a class path without Flink
        try (URLClassLoader loader = new URLClassLoader(classPathWithoutFlink(), null)) {
            assertThatThrownBy(() -> loader.loadClass("org.apache.flink.api.common.JobID"))
                    .isInstanceOf(ClassNotFoundException.class);

            // when: a client there connects, watches, cancels and gets a status
            Runnable client = (Runnable) loader.loadClass(FlinklessClient.class.getName())
                    .getConstructor(int.class, byte[].class)
                    .newInstance(server.address().getPort(), IDENTITY.encode());
            Thread thread = new Thread(client, "flinkless");
            thread.setContextClassLoader(loader);
            thread.start();
            await().until(() -> atServer.received.size() == 2);
            atServer.opened.get(0).send(new StatusMessage(STATUS));
            thread.join(TimeUnit.SECONDS.toMillis(60));

            // then
            assertThat(client).hasToString("SUCCEEDED");
            await("its loop has loaded all it needs to end")
                    .until(() -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(loop -> loop.getName().startsWith("control-client")));
        }
    }

    private static URL[] classPathWithoutFlink() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !new File(entry).getName().startsWith("flink-"))
                .map(ApplicationClientTest::url)
                .toArray(URL[]::new);
    }

    private static URL url(String entry) {
        try {
            return new File(entry).toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
