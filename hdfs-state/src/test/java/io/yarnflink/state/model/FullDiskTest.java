package io.yarnflink.state.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FullDiskTest {

    /** Unpacked before there is a limit, which it exceeds. */
    private static final String LIBRARY = "librocksdbjni-linux64.so";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    /** A limit on files' sizes looks to RocksDB as a full disk does: writing a table fails. */
    @Test
    void shouldFailTheTaskWithTheFolderAndSizesOfTheDisk() throws Exception {
        // given
        Path library = Files.createDirectory(folder.resolve("library"));
        try (InputStream packed = Objects.requireNonNull(FullDiskTest.class.getResourceAsStream("/" + LIBRARY))) {
            Files.copy(packed, library.resolve(LIBRARY));
        }
        Process process = new ProcessBuilder(
                        "sh",
                        "-c",
                        "ulimit -f 1024 && exec \"$0\" \"$@\"",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:-UsePerfData",
                        "-Djava.library.path=" + library,
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullDisk.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        // when
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();

        // then
        assertThat(said)
                .contains("RocksDB could not write to column 'value' in " + folder)
                .containsPattern("\\d+ MiB of \\d+ MiB free");
    }
}
