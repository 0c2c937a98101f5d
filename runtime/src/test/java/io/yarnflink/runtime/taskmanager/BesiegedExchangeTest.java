package io.yarnflink.runtime.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.control.message.AttemptState;
import io.yarnflink.runtime.control.message.AttemptStatus;
import io.yarnflink.runtime.control.message.WorkerMessage;
import io.yarnflink.runtime.security.InternalTls;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Strangers at the data ports are shown out, and the job whose records go through them never notices. */
class BesiegedExchangeTest {

    private static final int STRANGERS = 32;
    private static final int RECORDS = 20_000;
    private static final int PATIENCE_MILLIS = (int) TestWorkers.PATIENCE.toMillis();

    /** How a TLS client begins, but no more of it. */
    private static final byte[] HALF_A_GREETING = {0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00};

    @TempDir
    private Path directory;

    private final List<Socket> strangers = new ArrayList<>();
    private final List<Socket> members = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (List<Socket> kind : List.of(strangers, members)) {
            for (Socket socket : kind) {
                socket.close();
            }
        }
    }

    @Test
    void shouldBringAllRecordsOverWhileStrangersBesiegeIt() throws Exception {
        // given
        try (TestWorkers workers = new TestWorkers(2, configuration(), directory)) {
            for (WorkerMessage.RegisterWorker worker : workers.registrations()) {
                for (int stranger = 0; stranger < STRANGERS; stranger++) {
                    besiege(worker.dataPort(), stranger);
                }
            }

            // when
            TestJob job = new TestJob(TestPrograms.bounded(RECORDS), workers.registrations());
            List<AttemptStatus> ends = workers.awaitEnds(workers.deploy(job));

            // then
            assertThat(ends).extracting(AttemptStatus::state).containsOnly(AttemptState.FINISHED);
            assertThat(TaskManagerTest.sum(ends, "records")).isEqualTo((long) RECORDS * TestPrograms.PARALLELISM);
            for (Socket stranger : strangers) {
                assertThat(isShownOut(stranger)).isTrue();
            }
            workers.endJob(job);
            workers.awaitNothingHeld();
        }
    }

    private void besiege(int port, int kind) throws Exception {
        byte[] garbage = new byte[64 * (kind + 1)];
        new Random(kind).nextBytes(garbage);
        switch (kind % 4) {
            case 0 -> strangers.add(connect(port));
            case 1 -> strangers.add(write(connect(port), HALF_A_GREETING));
            case 2 -> strangers.add(write(connect(port), garbage));
            default -> members.add(write(member(port), garbage));
        }
    }

    private static Socket connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static Socket write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        } catch (IOException e) {
            assertThat(e).as("shown out already").isNotNull();
        }
        return socket;
    }

    /** One with the application's own certificate, whatever it sends then. */
    private static Socket member(int port) throws Exception {
        InternalTls tls = InternalTls.of(TestWorkers.IDENTITY);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(tls.keyManagers().getKeyManagers(), new TrustManager[] {tls.trustManager()}, null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.startHandshake();
        return socket;
    }

    /** Whether the other side ends the connection; what it says before does not matter. */
    private static boolean isShownOut(Socket stranger) {
        try {
            stranger.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static Configuration configuration() {
        return new Configuration()
                .set(TaskManagerOptions.NUM_TASK_SLOTS, 2)
                .set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1024));
    }
}
