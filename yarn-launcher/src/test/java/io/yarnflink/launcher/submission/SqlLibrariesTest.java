package io.yarnflink.launcher.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.cache.LocalContent;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlLibrariesTest {

    @TempDir
    Path distribution;

    @Test
    void shouldFindTheLibrariesInOneOrder() throws Exception {
        Path folder = Files.createDirectories(distribution.resolve("lib/sql"));
        Files.writeString(folder.resolve("b.jar"), "b");
        Files.writeString(folder.resolve("a.jar"), "a");
        Files.writeString(folder.resolve("notes.txt"), "no JAR");

        assertThat(SqlLibraries.locate(distribution, true))
                .extracting(LocalContent::name)
                .containsExactly("a.jar", "b.jar");
        assertThat(SqlLibraries.locate(distribution, false)).isEmpty();
    }

    @Test
    void shouldSayWhatAnInstallationWithoutThemLacks() {
        assertThatThrownBy(() -> SqlLibraries.locate(distribution, true))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining(distribution.resolve("lib/sql").toString())
                .hasMessageContaining(JobJar.SQL_KEY);
    }
}
