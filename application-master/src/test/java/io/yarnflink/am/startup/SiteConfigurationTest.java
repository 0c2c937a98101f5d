package io.yarnflink.am.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SiteConfigurationTest {

    @TempDir
    private Path folder;

    @Test
    void shouldWriteWhatHadoopReads() throws Exception {
        // given
        Map<String, String> settings = Map.of("fs.defaultFS", "hdfs://nn:8020", "odd.key", "a<b&c>\"d' \u00e9\n e");

        // when
        SiteConfiguration.write(folder.resolve("hadoop-conf"), settings);

        // then
        for (String name : new String[] {"core-site.xml", "hdfs-site.xml", "yarn-site.xml"}) {
            Configuration configuration = new Configuration(false);
            configuration.addResource(new org.apache.hadoop.fs.Path(
                    folder.resolve("hadoop-conf").resolve(name).toUri()));
            settings.forEach(
                    (key, value) -> assertThat(configuration.getRaw(key)).isEqualTo(value));
        }
    }

    @Test
    void shouldLetNobodyElseRead() throws Exception {
        // given
        Path site = Files.createDirectory(folder.resolve("hadoop-conf"));
        Files.writeString(site.resolve("core-site.xml"), "left over");

        // when
        SiteConfiguration.write(site, Map.of());

        // then
        assertThat(mode(site)).isEqualTo("rwx------");
        assertThat(mode(site.resolve("core-site.xml"))).isEqualTo("rw-------");
    }

    private static String mode(Path path) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
