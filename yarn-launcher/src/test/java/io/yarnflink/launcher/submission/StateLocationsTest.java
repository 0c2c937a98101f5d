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
