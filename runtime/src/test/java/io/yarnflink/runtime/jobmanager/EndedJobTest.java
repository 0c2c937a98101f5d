package io.yarnflink.runtime.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.log.InMemoryLog;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.log.LoggedJob;
import io.yarnflink.runtime.succession.Attempt;
import io.yarnflink.runtime.succession.JobRecord;
import io.yarnflink.runtime.succession.LoggedSuccession;
import io.yarnflink.runtime.succession.LostLeadershipException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.util.OptionalFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndedJobTest {

    private static final JobID JOB = new JobID(1, 2);

    @TempDir
    private Path disk;

    private final InMemoryLog log = new InMemoryLog();

    private JobRecord recordOf(int number) {
        Attempt attempt = new Attempt(number, "counting", "application_1_0001", "localhost:" + number, true, true);
        return new LoggedSuccession(log, disk.toUri().toString(), attempt, Runnable::run, EndedJobTest::doNotLose)
                .job(JOB, "count");
    }

    private static void doNotLose(LostLeadershipException lost) {
        throw new AssertionError("Nobody else claims the application", lost);
    }

    @Test
    void shouldReturnTheResultThatAnEarlierAttemptHasStored() throws Exception {
        // given
        JobExecutionResult result = new JobExecutionResult(JOB, 42, Map.of("lines", OptionalFailure.of(7L)));
        JobRecord first = recordOf(1);
        first.submitted(() -> new byte[] {1});
        first.ended(LoggedEnd.Result.FINISHED, () -> StoredResults.write(result), Optional.empty(), false);

        // when
        EndedJob job = endedBefore(recordOf(2));

        // then
        assertThat(job.status()).isCompletedWithValue(JobStatus.FINISHED);
        assertThat(job.result().get().getNetRuntime()).isEqualTo(42);
        assertThat(job.accumulators().get()).isEqualTo(Map.of("lines", 7L));
    }

    @Test
    void shouldFailAsItHasFailed() throws Exception {
        // given
        JobRecord first = recordOf(1);
        first.submitted(() -> new byte[] {1});
        first.ended(LoggedEnd.Result.FAILED, () -> new byte[0], Optional.of("division by zero"), false);

        // when
        EndedJob job = endedBefore(recordOf(2));

        // then
        assertThat(job.status()).isCompletedWithValue(JobStatus.FAILED);
        assertThatThrownBy(() -> job.result().get()).hasStackTraceContaining("division by zero");
    }

    private static EndedJob endedBefore(JobRecord record) {
        LoggedEnd end = record.inherited().flatMap(LoggedJob::end).orElseThrow();
        return EndedJob.of(JOB, end, record, EndedJobTest.class.getClassLoader());
    }
}
