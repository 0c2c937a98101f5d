package io.yarnflink.runtime.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.runtime.succession.JobRecord;
import java.nio.file.Path;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The attempt of the ApplicationMaster that finds a job's end written down removes what is left of it. */
class EndedJobTest {

    @TempDir
    private Path folder;

    @Test
    void shouldRemoveWhatAnAttemptLeftThatDiedAfterItHadWrittenDownTheEnd() throws Exception {
        // given
        Configuration configuration = new Configuration()
                .set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration);
        job.checkpoint(1);
        assertThat(folder).isNotEmptyDirectory();

        // when
        JobCheckpoints.tidyUp(job.graph(), configuration, EndedJobTest.class.getClassLoader(), JobRecord.NONE);

        // then
        assertThat(folder).isEmptyDirectory();
    }
}
