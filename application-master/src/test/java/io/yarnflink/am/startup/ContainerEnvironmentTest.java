package io.yarnflink.am.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerEnvironmentTest {

    @Test
    void shouldPutTemporaryFilesWhereTheNodeManagerRemovesThem() {
        ContainerEnvironment environment =
                new ContainerEnvironment(Map.of("LOCAL_DIRS", "/disk1/app,/disk2/app", "CONTAINER_ID", "c_7"));

        assertThat(environment.temporaryFolders())
                .containsExactly(Path.of("/disk1/app/c_7/tmp"), Path.of("/disk2/app/c_7/tmp"));
    }

    @Test
    void shouldShareFoldersBetweenContainersAndWithNobodyElse(@TempDir Path disk) throws Exception {
        // given
        String disks = disk.toString();

        // when
        List<Path> one =
                new ContainerEnvironment(Map.of("LOCAL_DIRS", disks, "CONTAINER_ID", "c_7")).makeSharedFolders("state");
        List<Path> other =
                new ContainerEnvironment(Map.of("LOCAL_DIRS", disks, "CONTAINER_ID", "c_8")).makeSharedFolders("state");

        // then
        assertThat(other).isEqualTo(one).containsExactly(disk.resolve("state"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(one.get(0))))
                .isEqualTo("rwx------");
    }

    @Test
    void shouldFindTheAttemptInTheContainersId() {
        assertThat(withId("container_1410901177871_0001_02_000005").attempt()).isEqualTo(2);
        assertThat(withId("container_e17_1410901177871_0001_13_000001").attempt())
                .isEqualTo(13);
    }

    private static ContainerEnvironment withId(String id) {
        return new ContainerEnvironment(Map.of("CONTAINER_ID", id));
    }

    @Test
    void shouldNameTheVariableThatIsMissing() {
        assertThatThrownBy(() -> new ContainerEnvironment(Map.of()).host())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NM_HOST");
    }
}
