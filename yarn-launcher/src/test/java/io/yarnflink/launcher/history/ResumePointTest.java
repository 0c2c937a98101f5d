package io.yarnflink.launcher.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.naming.LogicalName;
import io.yarnflink.runtime.log.LoggedApplication;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedCheckpoint.Kind;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.log.LoggedJob;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;

class ResumePointTest {

    private static final LogicalName NAME = new LogicalName("orders");

    private final Map<String, String> damaged = new HashMap<>();

    @Test
    void shouldGoOnFromTheNewestOfTheNewestApplication() throws Exception {
        // given
        FormerApplication older = application(1, LoggedEnd.Result.FAILED, checkpoint(9), checkpoint(10));
        FormerApplication newer = application(2, LoggedEnd.Result.FAILED, checkpoint(3), checkpoint(4));

        // when
        ResumePoint point = choose(newer, older);

        // then
        assertThat(point.path()).contains("hdfs:///c/2/4");
        assertThat(point.notices())
                .singleElement()
                .asString()
                .contains("Resuming 'orders' from checkpoint 4 of application_1700000000000_0002")
                .contains("hdfs:///c/2/4");
    }

    @Test
    void shouldGoOnFromASavepointIfThatIsNewer() throws Exception {
        // given
        FormerApplication stopped = application(1, LoggedEnd.Result.FINISHED, checkpoint(3), savepoint(4));

        // when, then
        assertThat(choose(stopped).path()).contains("hdfs:///s/1/4");
    }

    @Test
    void shouldPassOverWhatIsDamagedAndSaySo() throws Exception {
        // given
        FormerApplication killed = application(1, null, checkpoint(3), checkpoint(4));
        damaged.put("hdfs:///c/1/4", "its file _metadata is missing");

        // when
        ResumePoint point = choose(killed);

        // then
        assertThat(point.path()).contains("hdfs:///c/1/3");
        assertThat(point.notices().get(0))
                .contains("Passing over checkpoint 4")
                .contains("because its file _metadata is missing");
    }

    @Test
    void shouldGoBackToAnEarlierApplicationIfALaterOneGotNowhere() throws Exception {
        // given one that failed before its first checkpoint
        FormerApplication older = application(1, LoggedEnd.Result.FAILED, checkpoint(9));
        FormerApplication newer = application(2, LoggedEnd.Result.FAILED);

        // when, then
        assertThat(choose(newer, older).path()).contains("hdfs:///c/1/9");
    }

    @Test
    void shouldNotGoBackBehindAnApplicationThatFinished() throws Exception {
        // given one that went on from the older one's checkpoint and finished: what is older would be done again
        FormerApplication older = application(1, LoggedEnd.Result.FAILED, checkpoint(9));
        FormerApplication newer = application(2, LoggedEnd.Result.FINISHED);

        // when
        ResumePoint point = choose(newer, older);

        // then
        assertThat(point.path()).isEmpty();
        assertThat(point.notices()).containsExactly("Nothing to resume 'orders' from: it starts from scratch");
    }

    @Test
    void shouldStartFromScratchTheFirstTime() throws Exception {
        assertThat(choose().path()).isEmpty();
    }

    @Test
    void shouldNotStartFromScratchIfAllIsDamaged() {
        // given
        FormerApplication killed = application(1, null, checkpoint(3), checkpoint(4));
        damaged.put("hdfs:///c/1/3", "it is gone");
        damaged.put("hdfs:///c/1/4", "it is gone");

        // when, then
        assertThatThrownBy(() -> choose(killed))
                .isInstanceOfSatisfying(
                        BadUsageException.class, e -> assertThat(e.problems()).hasSize(3))
                .hasMessageContaining("--resume never");
    }

    @Test
    void shouldAskWhichOfSeveralJobsIsMeant() {
        // given
        FormerApplication several = new FormerApplication(
                id(1),
                new Path("/names/orders/1"),
                Instant.EPOCH,
                new LoggedApplication(
                        "orders",
                        id(1).value(),
                        "",
                        1,
                        0,
                        List.of(job(0, null, List.of(checkpoint(1))), job(1, null, List.of(checkpoint(2)))),
                        Optional.empty()));

        // when, then
        assertThatThrownBy(() -> choose(several))
                .isInstanceOf(BadUsageException.class)
                .hasMessageContaining("several jobs (job 1, job 0)")
                .hasMessageContaining("--resume PATH");
    }

    private ResumePoint choose(FormerApplication... newestFirst) throws IOException, BadUsageException {
        return ResumePoint.choose(
                NAME,
                Arrays.asList(newestFirst),
                state -> Optional.ofNullable(damaged.get(state.view().path())));
    }

    private static FormerApplication application(
            int number, LoggedEnd.@org.jspecify.annotations.Nullable Result end, LoggedCheckpoint... checkpoints) {
        List<LoggedCheckpoint> own = Arrays.stream(checkpoints)
                .map(checkpoint -> new LoggedCheckpoint(
                        checkpoint.id(),
                        checkpoint.kind(),
                        checkpoint.path().replace("*", Integer.toString(number)),
                        checkpoint.triggeredAt(),
                        checkpoint.completedAt(),
                        checkpoint.stateBytes()))
                .toList();
        return new FormerApplication(
                id(number),
                new Path("/names/orders/" + number),
                Instant.EPOCH,
                new LoggedApplication(
                        "orders", id(number).value(), "", 1, 0, List.of(job(0, end, own)), Optional.empty()));
    }

    private static LoggedJob job(
            int ordinal, LoggedEnd.@org.jspecify.annotations.Nullable Result end, List<LoggedCheckpoint> checkpoints) {
        return new LoggedJob(
                ordinal,
                "ab" + ordinal,
                "job " + ordinal,
                Optional.empty(),
                checkpoints,
                Optional.ofNullable(end).map(how -> new LoggedEnd(how, Optional.empty(), Optional.empty())));
    }

    private static LoggedCheckpoint checkpoint(long id) {
        return new LoggedCheckpoint(id, Kind.CHECKPOINT, "hdfs:///c/*/" + id, id * 1000, id * 1000 + 1, 10);
    }

    private static LoggedCheckpoint savepoint(long id) {
        return new LoggedCheckpoint(id, Kind.STOPPING_SAVEPOINT, "hdfs:///s/*/" + id, id * 1000, id * 1000 + 1, 10);
    }

    private static AppId id(int number) {
        return new AppId("application_1700000000000_%04d".formatted(number));
    }
}
