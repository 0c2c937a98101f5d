package io.yarnflink.runtime.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What earlier attempts have left goes, whenever that is, and nothing of later ones. */
class JobFolderTest {

    @TempDir
    private java.nio.file.Path disk;

    private JobFolder folder = new JobFolder(new Path("/"));

    @BeforeEach
    void leave() throws IOException {
        folder = new JobFolder(new Path(disk.toString()));
        make("chk-1/_metadata", "chk-2/_metadata", "chk-3/state", "shared/old", "taskowned/old");
    }

    private void make(String... files) throws IOException {
        for (String file : files) {
            Files.createDirectories(disk.resolve(file).getParent());
            Files.writeString(disk.resolve(file), "content");
        }
    }

    @Test
    void shouldKeepWhatIsNeededAndWhatItMayShare() throws IOException {
        // when
        folder.delete(folder.allBut(Set.of(new Path(folder.path(), "chk-2"))));

        // then
        assertThat(disk.resolve("chk-2/_metadata")).exists();
        assertThat(disk.resolve("shared/old")).exists();
        assertThat(disk.resolve("chk-1")).doesNotExist();
        assertThat(disk.resolve("chk-3")).doesNotExist();
    }

    @Test
    void shouldLeaveAloneWhatIsMadeAfterItHasLooked() throws IOException {
        // given
        List<Path> superfluous = folder.allBut(Set.of());

        // when this attempt has begun its own checkpoints, or another one has come
        make("chk-4/_metadata", "shared/new", "taskowned/new");
        folder.delete(superfluous);

        // then
        assertThat(disk.resolve("chk-4/_metadata")).exists();
        assertThat(disk.resolve("shared/new")).exists();
        assertThat(disk.resolve("taskowned/new")).exists();
        assertThat(disk.resolve("shared/old")).doesNotExist();
        assertThat(disk.resolve("chk-1")).doesNotExist();
    }

    @Test
    void shouldRememberTheHighestNumberWhileTheJobGoesOn() throws IOException {
        // when
        folder.delete(folder.allButNumbers(Set.of()));

        // then
        assertThat(disk.resolve("chk-3")).isEmptyDirectory();
        assertThat(disk.resolve("chk-2")).doesNotExist();
        assertThat(folder.highestNumber()).isEqualTo(3);
    }

    @Test
    void shouldKnowTheHighestNumberThatWasUsed() throws IOException {
        assertThat(folder.highestNumber()).isEqualTo(3);
        assertThat(new JobFolder(new Path(folder.path(), "other")).highestNumber())
                .isZero();
    }
}
