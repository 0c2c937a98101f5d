package io.yarnflink.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalStateTest {

    private static final String CHECKPOINTS = "execution.checkpointing.dir";
    private static final String START = "execution.state-recovery.path";

    @TempDir
    Path here;

    @Test
    void shouldTakePathsWithoutAFileSystemForPlacesOnThisMachine() {
        LocalState state = find(Map.of(CHECKPOINTS, "cp", "execution.checkpointing.interval", "10 s"));

        assertThat(state.configuration())
                .containsEntry(CHECKPOINTS, here.resolve("cp").toUri().toString());
        assertThat(state.notices()).singleElement().asString().contains("cp");
        assertThat(state.problems()).isEmpty();
    }

    @Test
    void shouldLeaveOtherFileSystemsAlone() {
        Map<String, String> said = Map.of(CHECKPOINTS, "hdfs://nn/cp", START, "s3://bucket/savepoint-1");

        assertThat(find(said).configuration()).containsAllEntriesOf(said);
        assertThat(find(said).problems()).isEmpty();
    }

    @Test
    void shouldHaveAPlaceWhereNobodyNamesOne() {
        assertThat(find(Map.of()).configuration().get(CHECKPOINTS))
                .startsWith("file:")
                .contains("checkpoints");
    }

    @Test
    void shouldLookAtWhatItIsToStartFrom() throws Exception {
        Path checkpoint = Files.createDirectories(here.resolve("job").resolve("chk-7"));
        assertThat(find(Map.of(START, "job/chk-7")).problems())
                .singleElement()
                .asString()
                .contains(checkpoint.toString(), "_metadata");

        Files.createFile(checkpoint.resolve("_metadata"));
        assertThat(find(Map.of(START, "job/chk-7")).problems()).isEmpty();
        assertThat(find(Map.of("yarnflink.resume", "job/chk-7")).configuration())
                .containsKey(START);
    }

    @Test
    void shouldRefuseToLookForWhatANameHasLeft() {
        assertThat(find(Map.of("yarnflink.resume", "latest")).problems())
                .singleElement()
                .asString()
                .contains("-s PATH");
    }

    private LocalState find(Map<String, String> configuration) {
        return LocalState.find(configuration, new LocalFolder(here.resolve("places")), here);
    }
}
