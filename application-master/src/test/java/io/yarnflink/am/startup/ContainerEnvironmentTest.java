package io.yarnflink.am.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ContainerEnvironmentTest {

    @Test
    void shouldPutTemporaryFilesWhereTheNodeManagerRemovesThem() {
        ContainerEnvironment environment =
                new ContainerEnvironment(Map.of("LOCAL_DIRS", "/disk1/app,/disk2/app", "CONTAINER_ID", "c_7"));

        assertThat(environment.temporaryFolders())
                .containsExactly(Path.of("/disk1/app/c_7/tmp"), Path.of("/disk2/app/c_7/tmp"));
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
