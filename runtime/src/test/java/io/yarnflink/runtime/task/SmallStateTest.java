package io.yarnflink.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmallStateTest {

    private final Configuration job = new Configuration();
    private final Configuration worker = new Configuration();

    @ParameterizedTest
    @CsvSource({"1, 1 mb", "4, 1 mb", "16, 256 kb", "64, 64 kb", "1000, 20 kb", "1000000, 20 kb"})
    void shouldShareTheBudgetAmongTheStates(int operators, String expected) {
        // when
        SmallState.decide(job, worker, operators);

        // then
        assertThat(job.get(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD)).isEqualTo(MemorySize.parse(expected));
    }

    @Test
    void shouldLeaveToTheUserWhatTheUserHasSaid() {
        // given
        worker.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);

        // when
        SmallState.decide(job, worker, 1);

        // then
        assertThat(job.contains(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD)).isFalse();
    }

    @Test
    void shouldLeaveInflightDataInItsFile() {
        // given
        job.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(1));
        job.set(CheckpointingOptions.ENABLE_UNALIGNED, true);

        // when
        SmallState.decide(job, worker, 1);

        // then
        assertThat(job.contains(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD)).isFalse();
    }

    @Test
    void shouldLeaveOtherStateBackendsAlone() {
        // given
        job.set(StateBackendOptions.STATE_BACKEND, "rocksdb");

        // when
        SmallState.decide(job, worker, 1);

        // then
        assertThat(job.contains(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD)).isFalse();
    }
}
