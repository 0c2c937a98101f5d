package io.yarnflink.runtime.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.control.ConnectionListener;
import io.yarnflink.runtime.control.ControlConnection;
import io.yarnflink.runtime.control.message.ControlMessage;
import io.yarnflink.runtime.control.message.WorkerMessage;
import io.yarnflink.runtime.memory.WorkerMemory;
import io.yarnflink.runtime.security.IdentityGenerator;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can go wrong before there is work, with a connection that is none. */
class TaskManagerStartTest {

    private final Configuration configuration = new Configuration();
    private final FakeConnection connection = new FakeConnection();
    private final CompletableFuture<ConnectionListener> listening = new CompletableFuture<>();

    @TempDir
    Path directory;

    @Test
    void shouldEndWhenTheJobManagerCannotBeReached() {
        // when
        TaskManager taskManager = TaskManager.start(
                options(), listener -> CompletableFuture.failedFuture(new IOException("nobody is there")));

        // then
        TaskManagerEnd end = taskManager.termination().join();
        assertThat(end.exitCode()).isEqualTo(TaskManagerEnd.FAILED);
        assertThat(end.reason()).contains("nobody is there");
        awaitNoThread();
    }

    @Test
    void shouldEndWhenDataExchangeCannotBeOpened() throws Exception {
        // given
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            configuration.set(NettyShuffleEnvironmentOptions.DATA_PORT, taken.getLocalPort());

            // when
            TaskManager taskManager = start();

            // then
            assertThat(taskManager.termination().join().exitCode()).isEqualTo(TaskManagerEnd.FAILED);
            await().atMost(TestWorkers.PATIENCE).until(() -> connection.closed);
        }
        awaitNoThread();
    }

    @Test
    void shouldEndWhenTheRegistrationIsNotAnswered() {
        // given
        configuration.set(
                org.apache.flink.configuration.TaskManagerOptions.REGISTRATION_TIMEOUT, Duration.ofMillis(100));

        // when
        TaskManager taskManager = start();

        // then
        TaskManagerEnd end = taskManager.termination().join();
        assertThat(end.exitCode()).isEqualTo(TaskManagerEnd.FAILED);
        assertThat(end.reason()).contains("taskmanager.registration.timeout");
        assertThat(connection.sent).hasOnlyElementsOfType(WorkerMessage.RegisterWorker.class);
        awaitNoThread();
    }

    @Test
    void shouldEndWhenTheConnectionIsLostBeforeTheRegistration() {
        // when
        TaskManager taskManager = TaskManager.start(options(), listener -> {
            listener.opened(connection);
            listener.closed(connection, new IOException("reset"));
            return CompletableFuture.completedFuture(connection);
        });

        // then
        TaskManagerEnd end = taskManager.termination().join();
        assertThat(end.exitCode()).isEqualTo(TaskManagerEnd.JOB_MANAGER_LOST);
        assertThat(end.reason()).contains("reset");
        awaitNoThread();
    }

    @Test
    void shouldEndWhenItIsClosedWhileItStarts() {
        // given
        CompletableFuture<ControlConnection> connecting = new CompletableFuture<>();
        TaskManager taskManager = TaskManager.start(options(), listener -> connecting);

        // when
        taskManager.close();
        connecting.complete(connection);

        // then
        assertThat(taskManager.termination().join().exitCode()).isEqualTo(TaskManagerEnd.DONE);
        assertThat(connection.closed).isTrue();
        awaitNoThread();
    }

    @Test
    void shouldNotAnswerMessagesOfOthers() {
        // given
        TaskManager taskManager = start();
        ConnectionListener listener = listening.join();
        await().atMost(TestWorkers.PATIENCE).until(() -> !connection.sent.isEmpty());

        // when
        listener.received(connection, new WorkerMessage.Heartbeat(1, List.of()));
        taskManager.close();

        // then
        assertThat(taskManager.termination().join().exitCode()).isEqualTo(TaskManagerEnd.DONE);
        assertThat(connection.sent).hasSize(1);
    }

    private TaskManager start() {
        return TaskManager.start(options(), listener -> {
            listener.opened(connection);
            listening.complete(listener);
            return CompletableFuture.completedFuture(connection);
        });
    }

    private TaskManagerOptions options() {
        return new TaskManagerOptions(
                new WorkerId("worker"),
                InetSocketAddress.createUnresolved("nowhere", 1),
                new IdentityGenerator().generate(Clock.system().now()),
                WorkerMemory.decideForThisJvm(configuration),
                InetAddress.getLoopbackAddress(),
                List.of(directory),
                List.of());
    }

    private static void awaitNoThread() {
        await().atMost(TestWorkers.PATIENCE)
                .until(() -> TestWorkers.workerThreads().isEmpty());
    }

    private static final class FakeConnection implements ControlConnection {

        private final List<ControlMessage> sent = new CopyOnWriteArrayList<>();
        private volatile boolean closed;

        @Override
        public void send(ControlMessage message) {
            sent.add(message);
        }

        @Override
        public String remote() {
            return "nowhere";
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
