package io.yarnflink.launcher.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.cache.ContentHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeArchiveTest {

    private static final String NOTED = "a".repeat(64);

    @TempDir
    Path distribution;

    private Path runtime;
    private Path tar;

    @BeforeEach
    void makeArchive() throws IOException {
        runtime = Files.createDirectories(distribution.resolve("lib/runtime"));
        tar = Files.writeString(runtime.resolve("yarn-flink-runtime.tar"), "12345");
    }

    @Test
    void shouldTrustTheNotedHash() throws Exception {
        note("sha256=" + NOTED + "\nsize=5\nclasspath=a.jar:b.jar\n");

        RuntimeArchive archive = RuntimeArchive.locate(distribution);

        assertThat(archive.content().hash().hex()).isEqualTo(NOTED);
        assertThat(archive.content().size()).isEqualTo(5);
        assertThat(archive.content().shareable()).isTrue();
        assertThat(archive.classPath()).isEqualTo("a.jar:b.jar");
    }

    @Test
    void shouldHashAnArchiveOfAnotherSizeThanNoted() throws Exception {
        note("sha256=" + NOTED + "\nsize=6\nclasspath=a.jar\n");

        assertThat(RuntimeArchive.locate(distribution).content().hash()).isEqualTo(ContentHash.of(tar));
    }

    @Test
    void shouldSayWhatABrokenInstallationLacks() throws Exception {
        assertThatThrownBy(() -> RuntimeArchive.locate(distribution))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining(runtime.toString());

        note("sha256=" + NOTED + "\nsize=5\n");
        assertThatThrownBy(() -> RuntimeArchive.locate(distribution))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining("class path");
    }

    private void note(String properties) throws IOException {
        Files.writeString(runtime.resolve("yarn-flink-runtime.properties"), properties);
    }
}
