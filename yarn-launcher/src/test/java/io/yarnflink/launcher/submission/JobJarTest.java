package io.yarnflink.launcher.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.BadUsageException;
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

    @Test
    void shouldSeeThatAClassRefersToTheTableApi() throws Exception {
        Path jar = jar(Map.of("org/example/Job.class", "..Lorg/apache/flink/table/api/TableEnvironment;.."));

        assertThat(JobJar.wantsSql(jar, Map.of())).isTrue();
        assertThat(JobJar.wantsSql(jar, Map.of(JobJar.SQL_KEY, "never"))).isFalse();
    }

    @Test
    void shouldNotTakeBundledConnectorsForUsesOfTheTableApi() throws Exception {
        Path jar = jar(Map.of(
                "org/apache/flink/connector/kafka/KafkaTableFactory.class", "..org/apache/flink/table/factories/..",
                "org/example/Job.class", "..org/apache/flink/streaming/.."));

        assertThat(JobJar.wantsSql(jar, Map.of())).isFalse();
        assertThat(JobJar.wantsSql(jar, Map.of(JobJar.SQL_KEY, "always"))).isTrue();
    }

    @Test
    void shouldLookIntoLibrariesInTheJar() throws Exception {
        Path library = jar(Map.of("org/example/Query.class", "..org/apache/flink/table/api/.."));
        Path jar = folder.resolve("outer.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("lib/query.jar"));
            Files.copy(library, out);
            out.closeEntry();
        }

        assertThat(JobJar.wantsSql(jar, Map.of())).isTrue();
    }

    @Test
    void shouldNameTheWishesThatItKnows() throws Exception {
        Path jar = jar(Map.of());

        assertThatThrownBy(() -> JobJar.wantsSql(jar, Map.of(JobJar.SQL_KEY, "perhaps")))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining("auto, always or never")
                .hasMessageContaining("perhaps");
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
