package io.yarnflink.launcher.watching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MasterEndTest {

    private static final String EXITED =
            "Application application_1_0001 failed 1 times due to AM Container for appattempt_1_0001_000001 exited with ";

    @Test
    void shouldNameTheKeyToRaiseAndTheValueToTryAfterAMemoryKill() {
        assertThat(MasterEnd.explained(EXITED + " exitCode: -104\nFailing this attempt.Diagnostics: Container [pid=1]"
                        + " is running 10485760B beyond the 'PHYSICAL' memory limit. Current usage: 522 MB of 512 MB"
                        + " physical memory used; 3.1 GB of 1.1 GB virtual memory used. Killing container."))
                .contains("raise jobmanager.memory.process.size, to 768m for a try\n")
                .endsWith("Killing container.");
        assertThat(MasterEnd.explained(EXITED + " exitCode: -104\n1.6 GB of 1.5 GB physical memory used"))
                .contains("to 2304m for a try");
        assertThat(MasterEnd.explained(EXITED + " exitCode: -104\n"))
                .contains("raise jobmanager.memory.process.size\n");
    }

    @Test
    void shouldSayWhatToDoWhereJavaIsTooOldOrMissing() {
        assertThat(MasterEnd.explained(EXITED + " exitCode: 1\nUnrecognized VM option 'ArchiveRelocationMode=0'"))
                .contains("the node's Java is older", "env.java.home");
        assertThat(MasterEnd.explained(EXITED + " exitCode: 127\n")).contains("no Java could be run", "env.java.home");
    }

    @Test
    void shouldTellOfBrokenDisks() {
        assertThat(MasterEnd.explained(EXITED + " exitCode: -101\n")).contains("too many disks");
    }

    @Test
    void shouldAddNothingToWhatItDoesNotKnow() {
        String diagnostics = EXITED + " exitCode: 7\nsomething of the program's";

        assertThat(MasterEnd.explained(diagnostics)).isEqualTo(diagnostics);
    }
}
