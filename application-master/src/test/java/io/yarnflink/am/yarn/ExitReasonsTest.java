package io.yarnflink.am.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.am.worker.ContainerEnd;
import org.apache.hadoop.yarn.api.records.ContainerExitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExitReasonsTest {

    @Test
    void shouldNameTheKeyToRaiseAndTheValueToTryAfterAMemoryKill() {
        ContainerEnd end = ExitReasons.of(
                ContainerExitStatus.KILLED_EXCEEDED_PMEM, "1.1 GB of 1 GB physical memory used", "node7", 1024);

        assertThat(end.reason())
                .contains("node7")
                .contains("1024 MB")
                .contains("raise taskmanager.memory.process.size, to 1536m for a try")
                .contains("1.1 GB of 1 GB physical memory used");
        assertThat(end.origin()).isEqualTo(ContainerEnd.Origin.PROCESS);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                ContainerExitStatus.ABORTED,
                ContainerExitStatus.PREEMPTED,
                ContainerExitStatus.DISKS_FAILED,
                ContainerExitStatus.KILLED_BY_RESOURCEMANAGER
            })
    void shouldTellWhatTheClusterTookAway(int status) {
        ContainerEnd end = ExitReasons.of(status, "", "node7", 1024);

        assertThat(end.origin()).isEqualTo(ContainerEnd.Origin.CLUSTER);
        assertThat(end.reason()).contains("node7").doesNotContain("YARN says");
    }

    @Test
    void shouldTellSignalsApart() {
        assertThat(ExitReasons.of(137, "", "n", 1).reason()).contains("SIGKILL");
        assertThat(ExitReasons.of(143, "", "n", 1).reason()).contains("SIGTERM");
        assertThat(ExitReasons.of(1, "", "n", 1).reason()).contains("exit code 1");
    }

    @Test
    void shouldSayWhatToDoWhereThereIsNoJava() {
        assertThat(ExitReasons.of(127, "", "n", 1).reason())
                .contains("env.java.home")
                .contains("JDK 17");
    }

    @Test
    void shouldSayWhatToDoWhereJavaIsTooOld() {
        assertThat(ExitReasons.of(1, "Unrecognized option: --add-opens=java.base/java.lang=ALL-UNNAMED", "n", 1)
                        .reason())
                .startsWith("its process ended with exit code 1 on n; the node's Java is older than the Java 17")
                .contains("env.java.home");
    }

    @Test
    void shouldKeepOnlyWhatSaysSomething() {
        String diagnostics = """
                [2026-01-02 03:04:05.678]Exception from container-launch.
                Container id: container_1_1_01_000005
                Exit code: 1

                [2026-01-02 03:04:05.679]Container exited with a non-zero exit code 1. Error file: prelaunch.err.
                Last 4096 bytes of prelaunch.err :
                Last 4096 bytes of taskmanager.stderr :
                Unrecognized option: -Xbogus

                [2026-01-02 03:04:05.680]Container exited with a non-zero exit code 1. Error file: prelaunch.err.
                Last 4096 bytes of prelaunch.err :
                Last 4096 bytes of taskmanager.stderr :
                Unrecognized option: -Xbogus
                """;

        assertThat(ExitReasons.of(1, diagnostics, "n", 1).reason())
                .startsWith("its process ended with exit code 1 on n; ")
                .endsWith("; YARN says: Unrecognized option: -Xbogus");
    }

    @Test
    void shouldCutLongDiagnostics() {
        assertThat(ExitReasons.of(1, "x".repeat(100_000), "n", 1).reason()).hasSizeLessThan(2_000);
    }
}
