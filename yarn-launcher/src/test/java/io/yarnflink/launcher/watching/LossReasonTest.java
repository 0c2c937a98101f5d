package io.yarnflink.launcher.watching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LossReasonTest {

    @Test
    void shouldSayThatTheProcessWasKilled() {
        assertThat(LossReason.of("""
                        AM Container for appattempt_1_0001_000001 exited with  exitCode: 137
                        Failing this attempt.Diagnostics: [2026-01-02 03:04:05.678]Container killed on request. Exit code is 137
                        """)).isEqualTo("its process was killed, exit code 137");
    }

    @Test
    void shouldGiveTheLastWordsOfAProcessThatCouldNotStart() {
        assertThat(LossReason.of("""
                        AM Container for appattempt_1_0001_000001 exited with  exitCode: 1
                        Failing this attempt.Diagnostics: [2026-01-02 03:04:05.678]Exception from container-launch.
                        Last 4096 bytes of jobmanager.stderr :
                        The ApplicationMaster has failed: java.io.IOException: No space left on device
                        \tat io.yarnflink.am.ApplicationMaster.run(ApplicationMaster.java:1)
                        """))
                .isEqualTo("The ApplicationMaster has failed: java.io.IOException: No space left on device");
    }

    @Test
    void shouldNameTheKeyToRaiseAfterAMemoryKill() {
        assertThat(LossReason.of("AM Container for appattempt_1_0001_000001 exited with  exitCode: -104\n..."))
                .contains("jobmanager.memory.process.size");
    }

    @Test
    void shouldSayThatYarnHasNotHeardOfIt() {
        assertThat(LossReason.of("ApplicationMaster for attempt appattempt_1_0001_000001 timed out"))
                .isEqualTo("YARN has not heard of it for too long");
    }

    @Test
    void shouldTakeTheFirstLineOfOtherWords() {
        assertThat(LossReason.of("\nAttempt was failed by an administrator\nmore"))
                .isEqualTo("Attempt was failed by an administrator");
        assertThat(LossReason.of("")).isEmpty();
    }
}
