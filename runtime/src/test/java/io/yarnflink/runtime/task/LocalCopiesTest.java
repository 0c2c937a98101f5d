package io.yarnflink.runtime.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.artifact.JobArtifacts;
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

    private final JobID job = new JobID();
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

    @Test
    void shouldFindWhatAProcessBeforeHasKept() throws Exception {
        // given: nobody closes them
        copies().of(attempt(0)).storeLocalState(CHECKPOINT, new TaskStateSnapshot());

        // when, then
        try (LocalCopies next = copies()) {
            assertThat(next.of(attempt(1)).retrieveLocalState(CHECKPOINT)).isNotNull();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldRemoveWhatSubtasksHaveLeftThatAreElsewhereNow() throws Exception {
        // given
        copies().of(attempt(0)).storeLocalState(CHECKPOINT, new TaskStateSnapshot());
        LocalCopies others = copies();
        TaskLocalStateStore other = others.of(attempt(new JobVertexID()));

        // when
        other.confirmCheckpoint(CHECKPOINT + 1);
        TaskStateSnapshot afterOne = copies().of(attempt(1)).retrieveLocalState(CHECKPOINT);
        other.confirmCheckpoint(CHECKPOINT + 2);
        TaskStateSnapshot afterTwo = copies().of(attempt(1)).retrieveLocalState(CHECKPOINT);

        // then
        assertThat(afterOne).isNotNull();
        assertThat(afterTwo).isNull();
    }

    @Test
    void shouldLeaveAloneWhatAnotherProcessHasHere() throws Exception {
        // given
        LocalCopies one = copies();
        LocalCopies other = copies();
        one.of(attempt(0)).storeLocalState(CHECKPOINT, new TaskStateSnapshot());
        TaskLocalStateStore stays = other.of(attempt(new JobVertexID()));
        stays.storeLocalState(CHECKPOINT, new TaskStateSnapshot());

        // when
        one.close();

        // then
        assertThat(stays.retrieveLocalState(CHECKPOINT)).isNotNull();
        assertThat(copies().of(attempt(1)).retrieveLocalState(CHECKPOINT)).isNull();
    }

    private LocalCopies copies() throws Exception {
        JobDeployment deployment = new JobDeployment(
                job, "job", false, 1, new SerializedValue<>(new ExecutionConfig()), ofJob, JobArtifacts.NONE);
        return LocalCopies.of(deployment, new Configuration(), List.of(folder), Runnable::run);
    }

    private ExecutionAttemptID attempt(int number) {
        return new ExecutionAttemptID(new ExecutionGraphID(), new ExecutionVertexID(vertex, 0), number);
    }

    private static ExecutionAttemptID attempt(JobVertexID ofVertex) {
        return new ExecutionAttemptID(new ExecutionGraphID(), new ExecutionVertexID(ofVertex, 0), 0);
    }
}
