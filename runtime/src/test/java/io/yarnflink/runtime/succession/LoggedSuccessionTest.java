package io.yarnflink.runtime.succession;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.log.InMemoryLog;
import io.yarnflink.runtime.log.LogReading;
import io.yarnflink.runtime.log.LoggedApplication;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.log.LoggedJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoggedSuccessionTest {

    private static final JobID JOB = new JobID(1, 2);
    private static final byte[] GRAPH = {1, 2, 3};

    @TempDir
    private Path disk;

    private Path folder = Path.of("/");

    private final InMemoryLog log = new InMemoryLog();
    private final List<LostLeadershipException> lost = new ArrayList<>();

    @BeforeEach
    void makeFolder() throws IOException {
        folder = disk.resolve("names/counting/application_1_0001/log");
        Files.createDirectories(folder);
    }

    private LoggedSuccession attempt(int number, boolean mayHaveHeir) {
        return attempt(number, mayHaveHeir, true);
    }

    private LoggedSuccession attempt(int number, boolean mayHaveHeir, boolean beginsAnew) {
        Attempt attempt =
                new Attempt(number, "counting", "application_1_0001", "localhost:" + number, mayHaveHeir, beginsAnew);
        return new LoggedSuccession(log, folder.toUri().toString(), attempt, Runnable::run, lost::add);
    }

    @Test
    void shouldLeaveJobsWithGraphAndCheckpointsToTheNextAttempt() throws IOException {
        // given
        LoggedSuccession first = attempt(1, true);
        JobRecord job = first.job(JOB, "count");
        job.submitted(() -> GRAPH);
        job.completed(checkpoint(1), 1);
        job.completed(checkpoint(2), 1);

        // when
        JobRecord inherited = attempt(2, true).job(JOB, "count");

        // then
        LoggedJob known = inherited.inherited().orElseThrow();
        assertThat(known.checkpoints()).containsExactly(checkpoint(2));
        assertThat(inherited.read(known.graph().orElseThrow())).isEqualTo(GRAPH);
        assertThat(inherited.attempt()).isEqualTo(2);
    }

    @Test
    void shouldWriteNothingOfAnApplicationThatNobodyCouldGoOnWith() throws IOException {
        // given
        LoggedSuccession first = attempt(1, true, false);
        JobRecord job = first.job(JOB, "count");
        List<Long> claimed = log.numbers();

        // when
        job.ended(LoggedEnd.Result.FINISHED, () -> GRAPH, Optional.empty(), false);
        first.ended("FINISHED", Optional.empty());

        // then
        assertThat(log.numbers()).isEqualTo(claimed);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldTellOfEarlierEndsOnceAJobCanBeGoneOnWith() throws IOException {
        // given
        LoggedSuccession first = attempt(1, true, false);
        first.job(JOB, "count").ended(LoggedEnd.Result.FINISHED, () -> GRAPH, Optional.empty(), false);

        // when
        JobID second = new JobID(3, 4);
        first.job(second, "more").submitted(() -> new byte[] {4});
        JobID third = new JobID(5, 6);
        first.job(third, "last").ended(LoggedEnd.Result.FAILED, () -> GRAPH, Optional.of("why"), false);

        // then
        LoggedSuccession next = attempt(2, true, false);
        LoggedJob ended = next.job(JOB, "count").inherited().orElseThrow();
        assertThat(ended.end().orElseThrow().result()).isEqualTo(LoggedEnd.Result.FINISHED);
        assertThat(next.job(JOB, "count").read(ended.end().orElseThrow().file().orElseThrow()))
                .isEqualTo(GRAPH);
        assertThat(next.job(second, "more").inherited().orElseThrow().end()).isEmpty();
        assertThat(next.job(third, "last").inherited().orElseThrow().end()).isPresent();
    }

    @Test
    void shouldGoOnFromACheckpointThatTheJobWasGivenUntilItHasOneOfItsOwn() throws IOException {
        // given
        JobRecord job = attempt(1, true).job(JOB, "count");
        job.submitted(() -> GRAPH);

        // when
        job.adopted(checkpoint(7));

        // then
        JobRecord second = attempt(2, true).job(JOB, "count");
        assertThat(second.inherited().orElseThrow().latest()).contains(checkpoint(7));

        // when, then
        second.completed(checkpoint(8), 2);
        assertThat(newest().job(0).orElseThrow().checkpoints()).containsExactly(checkpoint(7), checkpoint(8));
        second.completed(checkpoint(9), 2);
        assertThat(newest().job(0).orElseThrow().checkpoints()).containsExactly(checkpoint(8), checkpoint(9));
    }

    @Test
    void shouldWriteDownWhatAJobWasGivenWhereNoOtherAttemptMayCome() throws IOException {
        // given
        JobRecord job = attempt(1, false).job(JOB, "count");
        job.submitted(() -> GRAPH);
        job.adopted(checkpoint(7));
        assertThat(log.numbers()).isEmpty();

        // when
        job.completed(checkpoint(8), 2);

        // then
        assertThat(newest().job(0).orElseThrow().checkpoints()).containsExactly(checkpoint(7), checkpoint(8));
    }

    @Test
    void shouldCountAttemptsThatHaveNotComeAnyFurther() throws IOException {
        // given
        attempt(1, true);
        JobRecord job = attempt(2, true).job(JOB, "count");
        job.submitted(() -> GRAPH);

        // when, then
        assertThat(newest().lostInVain()).isEqualTo(1);
        job.completed(checkpoint(1), 1);
        assertThat(newest().lostInVain()).isZero();
        attempt(3, true);
        assertThat(newest().lostInVain()).isZero();
        attempt(4, true);
        assertThat(newest().lostInVain()).isEqualTo(1);
    }

    @Test
    void shouldCountAttemptsThatWereLostBeforeTheyHadClaimedTheApplication() throws IOException {
        // given the first and the second, and then the fourth, which have written nothing
        JobRecord job = attempt(3, true).job(JOB, "count");
        assertThat(newest().lostInVain()).isEqualTo(2);
        job.completed(checkpoint(1), 1);

        // when
        attempt(5, true);

        // then
        assertThat(newest().lostInVain()).isEqualTo(1);
    }

    @Test
    void shouldGiveTheProgramsJobsTheSameIdsInEachAttempt() {
        // given
        LoggedSuccession first = attempt(1, true);

        // when
        LoggedSuccession second = attempt(2, true);

        // then
        assertThat(second.idOf(0)).isEqualTo(first.idOf(0)).isNotEqualTo(second.idOf(1));
    }

    @Test
    void shouldLeaveTheResultOfAJobThatHasFinished() throws IOException {
        // given
        JobRecord job = attempt(1, true).job(JOB, "count");
        job.submitted(() -> GRAPH);

        // when
        job.ended(LoggedEnd.Result.FINISHED, () -> new byte[] {7}, Optional.empty(), false);

        // then
        JobRecord inherited = attempt(2, true).job(JOB, "count");
        LoggedEnd end = inherited.inherited().flatMap(LoggedJob::end).orElseThrow();
        assertThat(end.result()).isEqualTo(LoggedEnd.Result.FINISHED);
        assertThat(inherited.read(end.file().orElseThrow())).containsExactly(7);
    }

    @Test
    void shouldNotLetAnOlderAttemptCompleteACheckpointOrDeleteAFile() throws IOException {
        // given
        JobRecord older = attempt(1, true).job(JOB, "count");
        older.submitted(() -> GRAPH);
        older.completed(checkpoint(1), 1);
        attempt(2, true);

        // when, then
        assertThatThrownBy(() -> older.completed(checkpoint(2), 1)).isInstanceOf(LostLeadershipException.class);
        assertThatThrownBy(() -> older.beforeDeletion(2)).isInstanceOf(LostLeadershipException.class);
        assertThatThrownBy(() -> older.ended(LoggedEnd.Result.FINISHED, () -> new byte[0], Optional.empty(), false))
                .isInstanceOf(LostLeadershipException.class);
        assertThat(lost).hasSize(3);
        assertThat(newest().job(0).orElseThrow().checkpoints()).containsExactly(checkpoint(1));
    }

    @Test
    void shouldNotCountACheckpointThatWasGivenUpMeanwhile() throws IOException {
        // given
        JobRecord job = attempt(1, true).job(JOB, "count");
        job.submitted(() -> GRAPH);

        // when
        job.giveUp(1);

        // then
        assertThatThrownBy(() -> job.completed(checkpoint(1), 1)).isInstanceOf(IOException.class);
        assertThat(newest().job(0).orElseThrow().checkpoints()).isEmpty();
    }

    @Test
    void shouldTakeBackACheckpointBeforeItsFilesAreDeleted() throws IOException {
        // given
        JobRecord job = attempt(1, true).job(JOB, "count");
        job.submitted(() -> GRAPH);
        job.completed(checkpoint(1), 2);
        job.completed(checkpoint(2), 2);

        // when
        job.giveUp(2);
        job.beforeDeletion(2);

        // then
        assertThat(newest().job(0).orElseThrow().checkpoints()).containsExactly(checkpoint(1));
    }

    @Test
    void shouldCountAgainWhatACheckpointHadReplacedThatIsGivenUp() throws IOException {
        // given two in a row that nobody has heard of
        LoggedSuccession first = attempt(1, true);
        JobRecord job = first.job(JOB, "count");
        job.submitted(() -> GRAPH);
        job.completed(checkpoint(1), 1);
        job.completed(checkpoint(2), 1);
        job.completed(checkpoint(3), 1);

        // when
        job.giveUp(2);
        job.giveUp(3);
        job.beforeDeletion(3);

        // then
        assertThat(job.counting()).containsExactly(checkpoint(1));
        assertThat(newest().job(0).orElseThrow().checkpoints()).containsExactly(checkpoint(1));
    }

    @Test
    void shouldGoBackToWhatTasksAreGivenThoughItWasReplaced() throws IOException {
        // given
        JobRecord job = attempt(1, true).job(JOB, "count");
        job.submitted(() -> GRAPH);
        job.completed(checkpoint(1), 1);
        job.completed(checkpoint(2), 1);
        job.completed(checkpoint(3), 1);

        // when
        job.beforeRestore(1);

        // then
        assertThat(newest().job(0).orElseThrow().latest()).contains(checkpoint(1));
    }

    @Test
    void shouldCountTheNewestThatAreNotGivenUp() throws IOException {
        // given one in the middle that nobody has heard of
        JobRecord job = attempt(1, true).job(JOB, "count");
        job.submitted(() -> GRAPH);
        for (long id = 1; id <= 4; id++) {
            job.completed(checkpoint(id), 2);
        }

        // when
        job.giveUp(3);
        job.beforeDeletion(3);

        // then
        assertThat(newest().job(0).orElseThrow().checkpoints()).containsExactly(checkpoint(2), checkpoint(4));
    }

    @Test
    void shouldNotLetACheckpointReplaceANewerOne() throws IOException {
        // given
        JobRecord job = attempt(1, true).job(JOB, "count");
        job.submitted(() -> GRAPH);
        job.completed(checkpoint(2), 1);

        // when
        boolean counts = job.completed(checkpoint(1), 1);

        // then
        assertThat(counts).isFalse();
        assertThat(newest().job(0).orElseThrow().checkpoints()).containsExactly(checkpoint(2));
    }

    @Test
    void shouldNotLetAnOlderAttemptWriteUnderANumberThatANewerMayUse() throws IOException {
        // given
        JobRecord older = attempt(1, true).job(JOB, "count");
        older.submitted(() -> GRAPH);
        older.verify();

        // when
        attempt(2, true);

        // then
        assertThatThrownBy(older::verify).isInstanceOf(LostLeadershipException.class);
    }

    @Test
    void shouldTakeBackWhatIsNewerThanWhatTasksAreGiven() throws IOException {
        // given
        JobRecord job = attempt(1, true).job(JOB, "count");
        job.submitted(() -> GRAPH);
        job.completed(checkpoint(1), 3);
        job.completed(checkpoint(2), 3);

        // when
        job.beforeRestore(1);

        // then
        assertThat(newest().job(0).orElseThrow().latest()).contains(checkpoint(1));
    }

    @Test
    void shouldWriteNothingForALonelyAttemptBeforeItsFirstCheckpoint() throws IOException {
        // given
        LoggedSuccession only = attempt(1, false);
        JobRecord job = only.job(JOB, "count");

        // when
        job.submitted(() -> GRAPH);
        job.ended(LoggedEnd.Result.FINISHED, () -> new byte[0], Optional.empty(), false);
        only.ended("SUCCEEDED", Optional.empty());
        only.tidyUp();

        // then
        assertThat(log.numbers()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldWriteDownCheckpointsOfALonelyAttempt() throws IOException {
        // given
        LoggedSuccession only = attempt(1, false);
        JobRecord job = only.job(JOB, "count");
        job.submitted(() -> GRAPH);

        // when
        job.completed(checkpoint(1), 1);
        job.ended(LoggedEnd.Result.CANCELED, () -> new byte[0], Optional.empty(), true);
        only.ended("CANCELED", Optional.empty());
        only.tidyUp();

        // then
        LoggedJob known = newest().job(0).orElseThrow();
        assertThat(known.checkpoints()).containsExactly(checkpoint(1));
        assertThat(known.graph()).isEmpty();
        assertThat(newest().end()).isPresent();
    }

    @Test
    void shouldRemoveAllOfAnApplicationThatKeepsNothing() throws IOException {
        // given
        LoggedSuccession only = attempt(1, true);
        JobRecord job = only.job(JOB, "count");
        job.submitted(() -> GRAPH);
        job.completed(checkpoint(1), 1);

        // when
        job.ended(LoggedEnd.Result.FINISHED, () -> new byte[0], Optional.empty(), false);
        only.ended("SUCCEEDED", Optional.empty());
        only.tidyUp();

        // then
        assertThat(disk.resolve("names")).isEmptyDirectory();
    }

    @Test
    void shouldKeepTheLogOfAnApplicationThatHadForerunners() throws IOException {
        // given one that finished; its forerunner has left a checkpoint that nobody shall go on from now
        Files.createDirectories(disk.resolve("names/counting/application_1_0000/log"));
        LoggedSuccession only = attempt(1, true);
        JobRecord job = only.job(JOB, "count");
        job.submitted(() -> GRAPH);
        job.ended(LoggedEnd.Result.FINISHED, () -> new byte[0], Optional.empty(), false);

        // when
        only.ended("SUCCEEDED", Optional.empty());
        only.tidyUp();

        // then
        assertThat(newest().job(0).orElseThrow().end()).isPresent();
        assertThat(folder).exists();
    }

    @Test
    void shouldNotNameCheckpointsAgainThatWentAtTheEndOfTheirJob() throws IOException {
        // given a savepoint that gets onto storage while the job ends
        JobRecord job = attempt(1, true).job(JOB, "count");
        job.submitted(() -> GRAPH);
        job.completed(checkpoint(1), 1);
        job.completed(new LoggedCheckpoint(2, LoggedCheckpoint.Kind.SAVEPOINT, "/savepoint-2", 2, 2, 2), 1);
        job.giveUp(2);

        // when
        job.ended(LoggedEnd.Result.FINISHED, () -> new byte[0], Optional.empty(), false);
        job.beforeDeletion(2);

        // then
        assertThat(newest().job(0).orElseThrow().checkpoints()).isEmpty();
    }

    private LoggedApplication newest() throws IOException {
        return LogReading.newest(log).orElseThrow().application();
    }

    private static LoggedCheckpoint checkpoint(long id) {
        return new LoggedCheckpoint(id, LoggedCheckpoint.Kind.CHECKPOINT, "/chk-" + id, id, id, id);
    }
}
