package io.yarnflink.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.BadUsageException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HadoopClusterTest {

    @Test
    void shouldFindHadoopsConfigurationWhereTheEnvironmentSays() throws Exception {
        assertThat(HadoopCluster.configurationFolder(
                        Map.of("HADOOP_CONF_DIR", "/a", "YARN_CONF_DIR", "/b", "HADOOP_HOME", "/c")))
                .isEqualTo(Path.of("/a"));
        assertThat(HadoopCluster.configurationFolder(
                        Map.of("HADOOP_CONF_DIR", " ", "YARN_CONF_DIR", "/b", "HADOOP_HOME", "/c")))
                .isEqualTo(Path.of("/b"));
        assertThat(HadoopCluster.configurationFolder(Map.of("HADOOP_HOME", "/c")))
                .isEqualTo(Path.of("/c/etc/hadoop"));
    }

    @Test
    void shouldSayWhatToSetWhereTheEnvironmentSaysNothing() {
        assertThatThrownBy(() -> HadoopCluster.configurationFolder(Map.of()))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining("HADOOP_CONF_DIR")
                .hasMessageContaining("--target embedded");
    }
}
