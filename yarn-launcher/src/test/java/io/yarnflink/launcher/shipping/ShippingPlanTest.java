package io.yarnflink.launcher.shipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.cache.ContentHash;
import io.yarnflink.runtime.application.ContainerCommand;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShippingPlanTest {

    @TempDir
    Path folder;

    private Path distribution = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        distribution = Files.createDirectory(folder.resolve("distribution"));
    }

    @Test
    void shouldShipFilesFoldersAndArchivesUnderTheirNames() throws Exception {
        // given
        Path model = file("model.bin");
        Path jar = file("udfs.jar");
        Path words = folderWith("words", "a.txt");
        Path archive = file("pictures.zip");

        // when
        ShippingPlan plan = plan(
                Map.of("yarn.ship-files", model + ";" + jar + ";" + words, "yarn.ship-archives", archive.toString()));

        // then
        assertThat(plan.parcels())
                .containsExactly(
                        new Parcel("model.bin", model, Parcel.Form.FILE),
                        new Parcel("pictures.zip", archive, Parcel.Form.ARCHIVE),
                        new Parcel("udfs.jar", jar, Parcel.Form.FILE),
                        new Parcel("words", words, Parcel.Form.FOLDER));
        assertThat(plan.configuration())
                .containsEntry(ContainerCommand.SHIPPED_CLASS_PATH_KEY, "udfs.jar:words:words/*");
    }

    @Test
    void shouldTakeFlinksFormerKey() throws Exception {
        Path words = folderWith("words", "a.txt");

        assertThat(plan(Map.of("yarn.ship-directories", words.toString())).parcels())
                .containsExactly(new Parcel("words", words, Parcel.Form.FOLDER));
    }

    @Test
    void shouldTellEverythingThatCannotBeShippedAtOnce() throws Exception {
        // given
        Path one = file("one/data.txt");
        Path two = file("two/data.txt");
        Path taken = file("runtime");
        Path image = file("image.iso");

        // when
        BadUsageException refused = refusal(Map.of(
                "yarn.ship-files",
                one + ";" + two + ";" + taken + ";" + folder.resolve("absent"),
                "yarn.ship-archives",
                image.toString(),
                ShippingPlan.PLUGINS_KEY,
                folder.resolve("one").toString(),
                ShippingPlan.LOGGING_KEY,
                image.toString()));

        // then
        assertThat(refused.problems()).hasSize(6);
        assertThat(String.join("\n", refused.problems()))
                .contains("both see as 'data.txt'")
                .contains("another name than 'runtime'")
                .contains("found nothing at " + folder.resolve("absent"))
                .contains("ends with .zip, .tar, .tar.gz, .tgz, .jar")
                .contains("one folder of JARs for each plug-in")
                .contains("ends with .properties or .xml");
    }

    @Test
    void shouldShipTheInstallationsPluginsUnlessOthersAreNamed() throws Exception {
        // given
        file("distribution/plugins/s3/s3.jar");
        file("mine/gs/gs.jar");

        // when
        ShippingPlan usual = plan(Map.of());
        ShippingPlan named =
                plan(Map.of(ShippingPlan.PLUGINS_KEY, folder.resolve("mine").toString()));

        // then
        assertThat(usual.parcels())
                .containsExactly(new Parcel("plugins", distribution.resolve("plugins"), Parcel.Form.FOLDER));
        assertThat(named.parcels()).containsExactly(new Parcel("plugins", folder.resolve("mine"), Parcel.Form.FOLDER));
        assertThat(usual.configuration()).doesNotContainKey(ContainerCommand.SHIPPED_CLASS_PATH_KEY);
    }

    @Test
    void shouldShipTheInstallationsLoggingOnceItIsChanged() throws Exception {
        // given
        Path own = file("distribution/conf/log4j2.properties");
        Path archived = file("distribution/lib/runtime/log4j2.properties");
        Files.copy(own, archived, StandardCopyOption.REPLACE_EXISTING);

        // when, then
        assertThat(plan(Map.of()).parcels()).isEmpty();
        Files.writeString(own, "rootLogger.level = debug");
        assertThat(plan(Map.of()).parcels())
                .containsExactly(new Parcel("own-log4j2.properties", own, Parcel.Form.FILE));
    }

    @Test
    void shouldRunWithAShippedJdk() throws Exception {
        // given
        Path jdk = folder.resolve("jdk.tar.gz");
        try (OutputStream file = new GZIPOutputStream(Files.newOutputStream(jdk));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(file)) {
            for (String name : List.of("./jdk-17.0.9/lib/modules", "./jdk-17.0.9/bin/java")) {
                tar.putArchiveEntry(new TarArchiveEntry(name));
                tar.closeArchiveEntry();
            }
        }

        // when
        ShippingPlan plan = plan(Map.of(ShippingPlan.JDK_KEY, jdk.toString()));

        // then
        assertThat(plan.configuration())
                .containsEntry("containerized.master.env.JAVA_HOME", "{{PWD}}/jdk/jdk-17.0.9")
                .containsEntry("containerized.taskmanager.env.JAVA_HOME", "{{PWD}}/jdk/jdk-17.0.9");
        assertThat(plan.parcels()).containsExactly(new Parcel("jdk", jdk, Parcel.Form.ARCHIVE));
    }

    @Test
    void shouldRefuseAJdkThatIsNone() throws Exception {
        assertThat(refusal(Map.of(ShippingPlan.JDK_KEY, file("jdk.zip").toString())))
                .hasMessageContaining("Expected a JDK as .tar.gz");
        assertThat(refusal(Map.of(ShippingPlan.JDK_KEY, file("jdk.tar").toString())))
                .hasMessageContaining("jdk.tar");
    }

    @Test
    void shouldMakeTheSameFileOfTheSameFolder() throws Exception {
        // given
        Path words = folderWith("words", "deep/a.txt");
        ShippingPlan plan = plan(Map.of("yarn.ship-files", words.toString()));

        // when
        ShippedContent once = packed(plan);
        Files.setLastModifiedTime(words.resolve("deep/a.txt"), FileTime.fromMillis(1));
        ShippedContent again = packed(plan);
        Files.writeString(words.resolve("deep/a.txt"), "other");
        ShippedContent other = packed(plan);

        // then
        assertThat(once.archive()).isTrue();
        assertThat(once.content().name()).isEqualTo("words.tar");
        assertThat(once.content().shareable()).isFalse();
        assertThat(again.content().hash()).isEqualTo(once.content().hash());
        assertThat(other.content().hash()).isNotEqualTo(once.content().hash());
    }

    @Test
    void shouldLeaveNothingOfItsPacking() throws Exception {
        // given
        Path words = folderWith("words", "a.txt");
        ShippingPlan plan = plan(Map.of("yarn.ship-files", words.toString()));
        Path packed;

        // when
        try (PackingFolder packing = PackingFolder.open()) {
            packed = plan.pack(packing).get(0).content().file();
            assertThat(packed).exists();
        }

        // then
        assertThat(packed).doesNotExist();
        try (Stream<Path> left = Files.list(words)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void shouldKeepAFilesContent() throws Exception {
        // given
        Path model = file("model.bin");

        // when
        ShippedContent content = packed(plan(Map.of("yarn.ship-files", model.toString())));

        // then
        assertThat(content.content().hash()).isEqualTo(ContentHash.of(model));
        assertThat(content.archive()).isFalse();
    }

    private static ShippedContent packed(ShippingPlan plan) throws Exception {
        try (PackingFolder packing = PackingFolder.open()) {
            return plan.pack(packing).get(0);
        }
    }

    private ShippingPlan plan(Map<String, String> configuration) throws BadUsageException {
        return ShippingPlan.of(configuration, distribution);
    }

    private BadUsageException refusal(Map<String, String> configuration) {
        return catchThrowableOfType(BadUsageException.class, () -> plan(configuration));
    }

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling(""));
        return Files.writeString(file, name);
    }

    private Path folderWith(String name, String child) throws IOException {
        file(name + "/" + child);
        return folder.resolve(name);
    }
}
