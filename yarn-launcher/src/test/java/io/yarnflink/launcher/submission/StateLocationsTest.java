package io.yarnflink.launcher.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.remote.ClusterConnection.Storage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateLocationsTest {

    private static final String CHECKPOINTS = "execution.checkpointing.dir";
    private static final String SAVEPOINTS = "execution.checkpointing.savepoint-dir";
    private static final String RETENTION = "execution.checkpointing.externalized-checkpoint-retention";

    @TempDir
    private Path disk = Path.of("/");

    @Test
    void shouldKeepCheckpointsOfAJobThatFailsUnlessSomebodySaysOtherwise() throws IOException {
        assertThat(find(Map.of()).configuration()).containsEntry(RETENTION, "DELETE_ON_CANCELLATION");
        assertThat(find(Map.of(RETENTION, "NO_EXTERNALIZED_CHECKPOINTS")).configuration())
                .containsEntry(RETENTION, "NO_EXTERNALIZED_CHECKPOINTS");
    }

    @Test
    void shouldPutStateWhereItIsFoundAgain() throws IOException {
        // then beside the cache, unless somebody says otherwise
        assertThat(find(Map.of()).configuration())
                .containsEntry(CHECKPOINTS, "file:" + disk + "/checkpoints")
                .containsEntry(SAVEPOINTS, "file:" + disk + "/savepoints");
        assertThat(disk.resolve("checkpoints")).isDirectory();

        // then on the usual file system, unless somebody says otherwise
        Map<String, String> bare = Map.of(CHECKPOINTS, "/state", SAVEPOINTS, "s3://bucket/state");
        assertThat(find(bare).configuration())
                .containsEntry(CHECKPOINTS, "file:/state")
                .containsEntry(SAVEPOINTS, "s3://bucket/state");
        Map<String, String> decided = Map.of(CHECKPOINTS, "/state", "fs.default-scheme", "hdfs://other/");
        assertThat(find(decided).configuration()).containsEntry(CHECKPOINTS, "/state");
    }

    @Test
    void shouldTakeAPathToResumeFromAsOneToStartFrom() throws IOException {
        assertThat(find(Map.of("yarnflink.resume", disk + "/nothing")).problems())
                .singleElement()
                .asString()
                .contains("found nothing there");
        assertThat(find(Map.of("yarnflink.resume", "latest")).problems()).isEmpty();
    }

    @Test
    void shouldRefuseTwoThingsToStartFrom() throws IOException {
        assertThat(find(Map.of("yarnflink.resume", "latest", "execution.savepoint.path", "/x"))
                        .problems())
                .singleElement()
                .asString()
                .contains("--resume")
                .contains("-s");
        assertThat(find(Map.of("yarnflink.resume", "never", "execution.savepoint.path", disk + "/x"))
                        .problems())
                .singleElement()
                .asString()
                .contains("found nothing there");
    }

    private StateLocations find(Map<String, String> configuration) throws IOException {
        FileSystem local = FileSystem.getLocal(new Configuration());
        return StateLocations.find(
                new Storage(local, new CacheLayout(new org.apache.hadoop.fs.Path(disk.toUri()))), configuration);
    }
}
