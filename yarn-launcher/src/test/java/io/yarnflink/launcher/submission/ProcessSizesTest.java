package io.yarnflink.launcher.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.BadUsageException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ProcessSizesTest {

    @Test
    void shouldFollowFlinksKeys() throws BadUsageException {
        MasterProcess process = ProcessSizes.of(
                Map.of(
                        "jobmanager.memory.process.size", "1600m",
                        "taskmanager.memory.process.size", "2g",
                        "env.java.opts.all", "-Dfirst=1",
                        "env.java.opts.jobmanager", "-Dsecond=2 -Dthird=3",
                        "env.java.home", "/opt/jdk"),
                2,
                OptionalInt.empty());

        assertThat(process.memoryMib()).isEqualTo(1600);
        assertThat(process.workerMemoryMib()).isEqualTo(2048);
        assertThat(process.vcores()).isEqualTo(2);
        assertThat(process.workerVcores()).isEqualTo(1);
        assertThat(process.javaHome()).isEqualTo(Optional.of("/opt/jdk"));
        assertThat(process.jvmFlags()).endsWith("-Dfirst=1", "-Dsecond=2", "-Dthird=3");
    }

    @Test
    void shouldTellSizesThatCannotBe() {
        assertThatThrownBy(
                        () -> ProcessSizes.of(Map.of("jobmanager.memory.process.size", "much"), 1, OptionalInt.empty()))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining("memory");
        assertThatThrownBy(
                        () -> ProcessSizes.of(Map.of("taskmanager.memory.process.size", "1m"), 1, OptionalInt.empty()))
                .isInstanceOf(BadUsageException.class);
    }
}
