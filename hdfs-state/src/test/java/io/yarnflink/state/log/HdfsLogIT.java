package io.yarnflink.state.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.log.NumberedLog;
import io.yarnflink.runtime.log.NumberedLogContract;
import io.yarnflink.runtime.log.UndecidedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.HdfsConfiguration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HdfsLogIT extends NumberedLogContract {

    private static final byte[] ENTRY = "an entry".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private static java.nio.file.Path disk;

    private static MiniDFSCluster cluster;
    private static int tests;

    private Path folder = new Path("/");

    @BeforeAll
    static void start() throws IOException {
        Configuration configuration = new HdfsConfiguration();
        configuration.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, disk.toString());
        configuration.setInt("dfs.replication", 1);
        cluster = new MiniDFSCluster.Builder(configuration).numDataNodes(1).build();
        cluster.waitActive();
    }

    @AfterAll
    static void stop() {
        cluster.shutdown();
    }

    @BeforeEach
    void chooseFolder() {
        folder = new Path("/names/job/application_" + ++tests + "/log");
    }

    @Override
    protected NumberedLog open() throws IOException {
        return new HdfsLog(newClient(), folder);
    }

    private static FileSystem newClient() throws IOException {
        return FileSystem.newInstance(cluster.getURI(), cluster.getConfiguration(0));
    }

    private HdfsLog openWith(HdfsLog.Rename rename) throws IOException {
        return new HdfsLog(newClient(), folder, rename, Duration.ofSeconds(2));
    }

    @Test
    void shouldBeTheOwnersAlone() throws IOException {
        // when
        open().prepare();

        // then
        assertThat(newClient().getFileStatus(folder).getPermission()).isEqualTo(new FsPermission((short) 0700));
    }

    @Test
    void shouldNotBeginAnewWhereTheFolderIsGone() throws IOException {
        // given
        NumberedLog log = open();
        log.prepare();
        newClient().delete(folder, true);

        // when, then
        assertThatThrownBy(() -> log.tryAppend(1, ENTRY)).isInstanceOf(IOException.class);
        assertThat(log.numbers()).isEmpty();
    }

    @Test
    void shouldKnowItsOwnEntryThoughTheAnswerToTheRenameIsLost() throws IOException {
        // given
        HdfsLog.Rename real = new ExclusiveRename(newClient());
        HdfsLog log = openWith((from, to) -> {
            real.tryRename(from, to);
            throw new IOException("The answer is lost");
        });
        log.prepare();

        // when
        boolean won = log.tryAppend(1, ENTRY);

        // then
        assertThat(won).isTrue();
        assertThat(open().read(1)).isEqualTo(ENTRY);
    }

    @Test
    void shouldKnowItsOwnEntryThoughTheRenameWasRepeated() throws IOException {
        // given
        HdfsLog.Rename real = new ExclusiveRename(newClient());
        HdfsLog log = openWith((from, to) -> {
            real.tryRename(from, to);
            return false;
        });
        log.prepare();

        // when, then
        assertThat(log.tryAppend(1, ENTRY)).isTrue();
    }

    @Test
    void shouldTakeAwayWhatARenameMightStillTake() throws Exception {
        // given
        HdfsLog.Rename real = new ExclusiveRename(newClient());
        CompletableFuture<Runnable> late = new CompletableFuture<>();
        HdfsLog log = openWith((from, to) -> {
            late.complete(() -> {
                try {
                    real.tryRename(from, to);
                } catch (IOException e) {
                    // Nothing is there to be renamed.
                }
            });
            throw new IOException("No answer in time");
        });
        log.prepare();

        // when
        assertThatThrownBy(() -> log.tryAppend(1, ENTRY)).hasMessageContaining("No answer in time");
        late.get().run();

        // then
        assertThat(open().numbers()).isEmpty();
        assertThat(newClient().listStatus(folder)).isEmpty();
    }

    @Test
    void shouldSayThatItDoesNotKnowIfStorageKeepsSilent() throws IOException {
        // given
        FileSystem closed = newClient();
        HdfsLog.Rename real = new ExclusiveRename(newClient());
        HdfsLog log = new HdfsLog(
                closed,
                folder,
                (from, to) -> {
                    real.tryRename(from, to);
                    closed.close();
                    throw new IOException("The answer is lost");
                },
                Duration.ofMillis(500));
        log.prepare();

        // when, then
        assertThatThrownBy(() -> log.tryAppend(1, ENTRY)).isInstanceOf(UndecidedException.class);
    }

    @Test
    void shouldWriteNothingInSafeMode() throws IOException {
        // given
        NumberedLog log = open();
        log.prepare();
        DistributedFileSystem hdfs = (DistributedFileSystem) newClient();

        // when
        hdfs.setSafeMode(SafeModeAction.ENTER);
        try {
            assertThatThrownBy(() -> log.tryAppend(1, ENTRY)).isInstanceOf(IOException.class);
        } finally {
            hdfs.setSafeMode(SafeModeAction.LEAVE);
        }

        // then
        assertThat(log.numbers()).isEmpty();
        assertThat(log.tryAppend(1, ENTRY)).isTrue();
    }

    @Test
    void shouldStandThroughARestartOfTheNameNode() throws IOException {
        // given
        NumberedLog log = open();
        log.prepare();
        log.tryAppend(1, ENTRY);

        // when
        cluster.restartNameNode(true);

        // then
        assertThat(log.numbers()).containsExactly(1L);
        assertThat(log.read(1)).isEqualTo(ENTRY);
        assertThat(log.tryAppend(1, "another".getBytes(StandardCharsets.UTF_8))).isFalse();
        assertThat(log.tryAppend(2, ENTRY)).isTrue();
        assertThat(open().numbers()).isEqualTo(List.of(1L, 2L));
    }
}
