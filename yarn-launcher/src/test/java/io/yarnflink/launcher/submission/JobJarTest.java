package io.yarnflink.launcher.submission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobJarTest {

    @TempDir
    Path folder;

    @Test
    void shouldTakeTheManifestsMainClass() throws IOException {
        Path jar = jar(Map.of(
                "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\nMain-Class: org.example.Job\n",
                "org/example/Job.class", ""));

        assertThat(JobJar.problems(jar, Optional.empty())).isEmpty();
    }

    @Test
    void shouldPreferFlinksOwnManifestEntry() throws IOException {
        Path jar = jar(Map.of(
                "META-INF/MANIFEST.MF",
                        "Manifest-Version: 1.0\nprogram-class: org.example.Job\nMain-Class: gone.Away\n",
                "org/example/Job.class", ""));

        assertThat(JobJar.problems(jar, Optional.empty())).isEmpty();
    }

    @Test
    void shouldAskForAClassWhereTheManifestNamesNone() throws IOException {
        Path jar = jar(Map.of("org/example/Job.class", ""));

        assertThat(JobJar.problems(jar, Optional.empty()))
                .singleElement()
                .asString()
                .contains("--class");
        assertThat(JobJar.problems(jar, Optional.of("org.example.Job"))).isEmpty();
    }

    @Test
    void shouldMissAClassThatIsNotThere() throws IOException {
        Path jar = jar(Map.of("org/example/Job.class", ""));

        assertThat(JobJar.problems(jar, Optional.of("org.example.Jobb")))
                .singleElement()
                .asString()
                .contains("org.example.Jobb");
    }

    @Test
    void shouldNotJudgeWhatLibrariesInTheJarMayHold() throws IOException {
        Path jar = jar(Map.of("lib/job.jar", ""));

        assertThat(JobJar.problems(jar, Optional.of("org.example.Job"))).isEmpty();
    }

    @Test
    void shouldSayWhatIsThereInstead() throws IOException {
        Path text = Files.writeString(folder.resolve("text.jar"), "no JAR");

        assertThat(JobJar.problems(text, Optional.empty()))
                .singleElement()
                .asString()
                .contains("none");
        assertThat(JobJar.problems(folder, Optional.empty()))
                .singleElement()
                .asString()
                .contains("something else");
        assertThat(JobJar.problems(folder.resolve("missing.jar"), Optional.empty()))
                .singleElement()
                .asString()
                .contains("nothing");
    }

    private Path jar(Map<String, String> entries) throws IOException {
        Path file = folder.resolve("job.jar");
        try (ZipOutputStream jar = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                jar.putNextEntry(new ZipEntry(entry.getKey()));
                jar.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        }
        return file;
    }
}
