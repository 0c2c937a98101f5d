package io.yarnflink.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.cache.LocalContent;
import io.yarnflink.launcher.jobjar.JobJar;
import io.yarnflink.launcher.jobjar.TestClass;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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

        assertThat(SqlLibraries.contents(distribution, true))
                .extracting(LocalContent::name)
                .containsExactly("a.jar", "b.jar");
        assertThat(SqlLibraries.contents(distribution, false)).isEmpty();
    }

    @Test
    void shouldSayWhatAnInstallationWithoutThemLacks() {
        assertThatThrownBy(() -> SqlLibraries.contents(distribution, true))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining(distribution.resolve("lib/sql").toString())
                .hasMessageContaining(SqlLibraries.KEY);
    }

    @Test
    void shouldFollowTheUsersWish() throws Exception {
        JobJar withTables = jobJar(true);
        JobJar without = jobJar(false);

        assertThat(SqlLibraries.areWanted(withTables, Map.of())).isTrue();
        assertThat(SqlLibraries.areWanted(withTables, Map.of(SqlLibraries.KEY, "never")))
                .isFalse();
        assertThat(SqlLibraries.areWanted(without, Map.of())).isFalse();
        assertThat(SqlLibraries.areWanted(without, Map.of(SqlLibraries.KEY, "Always")))
                .isTrue();
        assertThatThrownBy(() -> SqlLibraries.areWanted(without, Map.of(SqlLibraries.KEY, "perhaps")))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining("auto, always or never")
                .hasMessageContaining("perhaps");
    }

    private JobJar jobJar(boolean tables) throws Exception {
        Path jar = distribution.resolve("job.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("org/example/Job.class"));
            TestClass written = TestClass.program("org.example.Job");
            out.write((tables ? written.using("org.apache.flink.table.api.TableEnvironment") : written).bytes());
            out.closeEntry();
        }
        return JobJar.read(jar, Optional.empty());
    }
}
