package io.yarnflink.launcher.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.AccessRefusedException;
import io.yarnflink.launcher.ApplicationNotFoundException;
import io.yarnflink.launcher.ClusterUnreachableException;
import io.yarnflink.launcher.SubmissionRejectedException;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.hadoop.hdfs.protocol.DSQuotaExceededException;
import org.apache.hadoop.hdfs.server.namenode.SafeModeException;
import org.apache.hadoop.ipc.RemoteException;
import org.apache.hadoop.security.AccessControlException;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RemoteCallsTest {

    private static final Service SERVICE = new Service("resource manager", "rm:8032", "yarn.resourcemanager.address");

    private final RemoteCalls calls =
            new RemoteCalls(Duration.ofMillis(50), RemoteCallsTest.class.getClassLoader(), Clock.system());

    @AfterEach
    void close() {
        calls.close();
    }

    @Test
    void shouldGiveUpOnACallThatNeverEnds() {
        CountDownLatch never = new CountDownLatch(1);

        assertThatThrownBy(() -> calls.call(SERVICE, "asking", () -> {
                    never.await();
                    return 1;
                }))
                .isInstanceOf(ClusterUnreachableException.class)
                .hasMessageContaining("the resource manager at rm:8032")
                .hasMessageContaining("asking")
                .hasMessageContaining("yarn.resourcemanager.address");
    }

    @Test
    void shouldReturnTheAnswer() throws Exception {
        assertThat(calls.start(SERVICE, "asking", () -> 42).getUnbounded()).isEqualTo(42);
    }

    @Test
    void shouldTellFailuresApart() {
        assertThatThrownBy(() -> fail(new ConnectException("Connection refused")))
                .isInstanceOf(ClusterUnreachableException.class);
        assertThatThrownBy(() -> fail(new YarnException("queue is full")))
                .isInstanceOf(SubmissionRejectedException.class)
                .hasMessageContaining("queue is full");
        assertThatThrownBy(() -> fail(new AccessControlException("Permission denied")))
                .isInstanceOf(AccessRefusedException.class);
        assertThatThrownBy(() -> fail(new YarnException(
                        new RemoteException("org.apache.hadoop.security.AccessControlException", "not in the ACL"))))
                .isInstanceOf(AccessRefusedException.class);
        assertThatThrownBy(() ->
                        fail(new org.apache.hadoop.yarn.exceptions.ApplicationNotFoundException("no such application")))
                .isInstanceOf(ApplicationNotFoundException.class);
    }

    @Test
    void shouldSayWhatKeepsStorageFromTakingFiles() {
        assertThatThrownBy(() -> fail(new RemoteException(
                        SafeModeException.class.getName(), "Cannot create file. Name node is in safe mode.\nmore")))
                .isInstanceOf(ClusterUnreachableException.class)
                .hasMessageContaining("read-only")
                .hasMessageContaining("Name node is in safe mode.")
                .hasMessageContaining("hdfs dfsadmin -safemode get");
        assertThatThrownBy(() -> fail(new DSQuotaExceededException("The DiskSpace quota of /user/me is exceeded")))
                .isInstanceOf(AccessRefusedException.class)
                .hasMessageContaining("The DiskSpace quota of /user/me is exceeded.")
                .hasMessageContaining("yarnflink.cache.dir");
        assertThatThrownBy(() ->
                        fail(new IOException("File /a could only be written to 0 of the 1 minReplication nodes.")))
                .isInstanceOf(ClusterUnreachableException.class)
                .hasMessageContaining("a DataNode with room")
                .hasMessageContaining("hdfs dfsadmin -report");
    }

    @Test
    void shouldNotShowRemoteStackTracesAndLinks() {
        assertThatThrownBy(
                        () -> fail(new IOException("refused; For more details see:  http://example\n\tat Server.java")))
                .hasMessageContaining("refused.")
                .message()
                .doesNotContain("http", "Server.java");
    }

    @Test
    void shouldNotDressUpMistakesOfItsOwn() {
        assertThatThrownBy(() -> calls.start(SERVICE, "asking", () -> {
                            throw new IllegalStateException("mistake");
                        })
                        .getUnbounded())
                .isInstanceOf(IllegalStateException.class);
    }

    private void fail(Exception failure) throws Exception {
        calls.start(SERVICE, "asking", () -> {
                    if (failure instanceof IOException io) {
                        throw io;
                    }
                    throw (YarnException) failure;
                })
                .getUnbounded();
    }
}
