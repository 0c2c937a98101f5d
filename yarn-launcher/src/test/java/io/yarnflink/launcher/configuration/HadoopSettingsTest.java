package io.yarnflink.launcher.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.BadUsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopSettingsTest {

    @TempDir
    Path folder;

    @Test
    void shouldSendTheSitesSettingsAndNoOthers() throws Exception {
        // given
        write("core-site.xml", Map.of("fs.defaultFS", "hdfs://nn:8020", "hadoop.tmp.dir", "/home/me/tmp"));
        write("hdfs-site.xml", Map.of("dfs.replication", "2", "dfs.namenode.name.dir", "/data/nn"));
        write(
                "yarn-site.xml",
                Map.of(
                        "yarn.resourcemanager.address", "rm:8032",
                        "yarn.nodemanager.local-dirs", "/data/nm",
                        "yarn.resourcemanager.keytab", "/etc/rm.keytab"));

        // when
        HadoopSettings settings = HadoopSettings.read(folder, Duration.ofSeconds(5), Map.of());

        // then
        assertThat(settings.site())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "fs.defaultFS", "hdfs://nn:8020",
                        "dfs.replication", "2",
                        "yarn.resourcemanager.address", "rm:8032"));
        assertThat(settings.resourceManager()).isEqualTo("rm:8032");
        assertThat(settings.clusterName()).isEqualTo("rm:8032");
        assertThat(settings.configuration().get("yarn.nodemanager.local-dirs")).isEqualTo("/data/nm");
    }

    @Test
    void shouldKnowAClusterOfSeveralResourceManagers() throws Exception {
        write("core-site.xml", Map.of("fs.defaultFS", "hdfs://ns"));
        write(
                "yarn-site.xml",
                Map.of(
                        "yarn.resourcemanager.ha.enabled", "true",
                        "yarn.resourcemanager.ha.rm-ids", "rm1,rm2",
                        "yarn.resourcemanager.cluster-id", "prod"));

        HadoopSettings settings = HadoopSettings.read(folder, Duration.ofSeconds(5), Map.of());

        assertThat(settings.resourceManager()).isEqualTo("rm1, rm2 of prod");
        assertThat(settings.clusterName()).isEqualTo("prod");
    }

    @Test
    void shouldNameTheFilesThatAreMissing() {
        assertThatThrownBy(() -> HadoopSettings.read(folder, Duration.ofSeconds(5), Map.of()))
                .isInstanceOfSatisfying(
                        BadUsageException.class,
                        e -> assertThat(e.problems()).hasSize(2).allMatch(text -> text.contains("HADOOP_CONF_DIR")));
    }

    @Test
    void shouldNameAFileThatIsNoXml() throws Exception {
        Files.writeString(folder.resolve("core-site.xml"), "nonsense");
        write("yarn-site.xml", Map.of());

        assertThatThrownBy(() -> HadoopSettings.read(folder, Duration.ofSeconds(5), Map.of()))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining(folder.toString());
    }

    private void write(String file, Map<String, String> settings) throws IOException {
        StringBuilder xml = new StringBuilder("<configuration>");
        settings.forEach((key, value) -> xml.append("<property><name>")
                .append(key)
                .append("</name><value>")
                .append(value)
                .append("</value></property>"));
        Files.writeString(folder.resolve(file), xml.append("</configuration>"));
    }
}
