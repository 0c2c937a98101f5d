package io.yarnflink.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.deployment.JobDeployment;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphID;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.scheduler.strategy.ExecutionVertexID;
import org.apache.flink.runtime.state.TaskLocalStateStore;
import org.apache.flink.util.SerializedValue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalCopiesTest {

    private static final long CHECKPOINT = 7;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final JobVertexID vertex = new JobVertexID();
    private final Configuration ofJob = new Configuration();

    @BeforeEach
    void wantCopies() {
        ofJob.set(StateRecoveryOptions.LOCAL_RECOVERY, true);
    }

    @Test
    void shouldGiveTheNextAttemptWhatTheLastOneKept() throws Exception {
        // given
        try (LocalCopies copies = copies()) {
            TaskStateSnapshot kept = new TaskStateSnapshot();
            copies.of(attempt(0)).storeLocalState(CHECKPOINT, kept);

            // when
            TaskLocalStateStore next = copies.of(attempt(1));

            // then
            assertThat(next.retrieveLocalState(CHECKPOINT)).isSameAs(kept);
            assertThat(next.retrieveLocalState(CHECKPOINT + 1)).isNull();
        }
    }

    @Test
    void shouldLeaveNothingWhenTheJobIsOver() throws Exception {
        // given
        LocalCopies copies = copies();
        copies.of(attempt(0)).storeLocalState(CHECKPOINT, new TaskStateSnapshot());
        assertThat(folder).isNotEmptyDirectory();

        // when
        copies.close();

        // then
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldKeepNothingWhereNobodyWantsIt() throws Exception {
        // given
        ofJob.set(StateRecoveryOptions.LOCAL_RECOVERY, false);

        // when, then
        try (LocalCopies copies = copies()) {
            assertThat(copies.of(attempt(0)).getLocalRecoveryConfig().isLocalRecoveryOrLocalBackupEnabled())
                    .isFalse();
            assertThat(folder).isEmptyDirectory();
        }
    }

    private LocalCopies copies() throws Exception {
        JobDeployment job = new JobDeployment(
                new JobID(), "job", false, 1, new SerializedValue<>(new ExecutionConfig()), ofJob);
        return LocalCopies.of(job, new Configuration(), List.of(folder), Runnable::run);
    }

    private ExecutionAttemptID attempt(int number) {
        return new ExecutionAttemptID(new ExecutionGraphID(), new ExecutionVertexID(vertex, 0), number);
    }
}
