package io.yarnflink.launcher.jobjar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FormerApiTest {

    private final FormerApi former = FormerApi.load();

    @Test
    void shouldListNothingThatFlink2Has() {
        assertThat(former.classes())
                .hasSizeGreaterThan(100)
                .noneMatch(name -> getClass().getClassLoader().getResource(name + ".class") != null);
        assertThat(former.packages())
                .noneMatch(name -> getClass().getClassLoader().getResource(name) != null);
    }

    @Test
    void shouldSayWhatToDoInstead() {
        assertThat(former.classes())
                .allSatisfy(name -> assertThat(former.adviceFor(name))
                        .hasValueSatisfying(advice -> assertThat(advice).isNotBlank()));
        assertThat(former.adviceFor("org/apache/flink/api/java/ExecutionEnvironment"))
                .hasValueSatisfying(advice -> assertThat(advice).contains("DataStream API"));
        assertThat(former.adviceFor("org/apache/flink/streaming/api/scala/DataStream"))
                .hasValueSatisfying(advice -> assertThat(advice).contains("Scala"));
        assertThat(former.adviceFor("org/apache/flink/streaming/api/datastream/DataStream"))
                .isEmpty();
    }
}
