package io.yarnflink.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.time.Clock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every numbered log has to keep to, alone and under a {@link LogWriter}. */
public abstract class NumberedLogContract {

    private static final int RACES = Integer.getInteger("log.races", 100);
    private static final LoggedApplication FRESH = LoggedApplication.fresh("counting", "application_1_0001");

    /** Another process's view of the one log of this test, which begins empty. */
    protected abstract NumberedLog open() throws IOException;

    @Test
    void shouldHoldNothingAtFirst() throws IOException {
        assertThat(open().numbers()).isEmpty();
        assertThatThrownBy(() -> open().read(1)).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void shouldKeepWhatIsWrittenUnderItsNumber() throws IOException {
        // given
        NumberedLog log = open();
        log.prepare();

        // when
        assertThat(log.tryAppend(1, bytes("one"))).isTrue();
        assertThat(log.tryAppend(2, bytes("two"))).isTrue();

        // then
        assertThat(open().numbers()).containsExactly(1L, 2L);
        assertThat(open().read(2)).isEqualTo(bytes("two"));
    }

    @Test
    void shouldGiveNoNumberTwice() throws IOException {
        // given
        open().prepare();
        open().tryAppend(1, bytes("first"));

        // when
        boolean won = open().tryAppend(1, bytes("second"));

        // then
        assertThat(won).isFalse();
        assertThat(open().read(1)).isEqualTo(bytes("first"));
    }

    @Test
    void shouldForgetWhatIsRemoved() throws IOException {
        // given
        NumberedLog log = open();
        log.prepare();
        log.tryAppend(1, bytes("one"));
        log.tryAppend(2, bytes("two"));

        // when
        log.remove(List.of(1L));
        log.remove(List.of(1L));

        // then
        assertThat(open().numbers()).containsExactly(2L);
    }

    @Test
    void shouldLetOneOfTwoWinEachNumber() throws Exception {
        // given
        open().prepare();
        CyclicBarrier start = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);

        // when
        List<Future<List<Boolean>>> racers = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            NumberedLog mine = open();
            racers.add(threads.submit(() -> race(mine, name, start)));
        }

        // then
        List<Boolean> first = racers.get(0).get();
        List<Boolean> second = racers.get(1).get();
        NumberedLog log = open();
        for (int race = 0; race < RACES; race++) {
            assertThat(first.get(race)).as("race %s", race).isNotEqualTo(second.get(race));
            assertThat(log.read(race + 1)).isEqualTo(bytes((first.get(race) ? "a" : "b") + (race + 1)));
        }
        threads.shutdown();
    }

    private static List<Boolean> race(NumberedLog log, String name, CyclicBarrier start) throws Exception {
        List<Boolean> won = new ArrayList<>();
        for (long number = 1; number <= RACES; number++) {
            start.await();
            won.add(log.tryAppend(number, bytes(name + number)));
        }
        return won;
    }

    @Test
    void shouldTellAnOlderAttemptThatItIsSuperseded() throws Exception {
        // given
        LogWriter older = claim(1);
        older.append(new LogEvent.JobSubmitted(0, "00", "job", Optional.empty()));
        LogWriter newer = claim(2);

        // when
        assertThatThrownBy(older::verify).isInstanceOf(SupersededException.class);
        assertThatThrownBy(() -> older.append(new LogEvent.ApplicationEnded("SUCCEEDED", Optional.empty())))
                .isInstanceOf(SupersededException.class);

        // then
        newer.verify();
        assertThat(newer.application().jobs()).hasSize(1);
        assertThat(newer.application().end()).isEmpty();
        assertThatThrownBy(() -> claim(1)).isInstanceOf(SupersededException.class);
    }

    @Test
    void shouldTellAnOlderAttemptSoThoughItsNextNumberIsFreeAgain() throws Exception {
        // given
        LogWriter older = claim(1);
        LogWriter newer = claim(2);
        newer.append(new LogEvent.JobSubmitted(0, "00", "job", Optional.empty()));
        for (long id = 1; id <= 10; id++) {
            newer.append(completed(id));
        }
        assertThat(open().numbers()).hasSize(LogWriter.KEPT).doesNotContain(2L);

        // when
        assertThatThrownBy(() -> older.append(new LogEvent.ApplicationEnded("SUCCEEDED", Optional.empty())))
                .isInstanceOf(SupersededException.class);

        // then
        assertThat(open().numbers()).doesNotContain(2L);
        newer.append(completed(11));
        assertThat(LogReading.newest(open()).orElseThrow().application()).isEqualTo(newer.application());
    }

    @Test
    void shouldLetClaimsWinAgainstAnAttemptThatKeepsWriting() throws Exception {
        // given
        LogWriter older = claim(1);
        older.append(new LogEvent.JobSubmitted(0, "00", "job", Optional.empty()));
        ExecutorService threads = Executors.newSingleThreadExecutor();

        // when
        Future<Long> written = threads.submit(() -> {
            for (long id = 1; ; id++) {
                try {
                    older.append(completed(id));
                } catch (SupersededException e) {
                    return id - 1;
                }
            }
        });
        LogWriter newer = claim(2);

        // then
        long last = written.get();
        List<LoggedCheckpoint> checkpoints = newer.application().jobs().get(0).checkpoints();
        assertThat(checkpoints.isEmpty() ? 0 : checkpoints.get(0).id()).isEqualTo(last);
        threads.shutdown();
    }

    private LogWriter claim(int epoch) throws IOException, SupersededException {
        return LogWriter.claim(open(), epoch, "localhost:1", FRESH, Clock.system());
    }

    private static LogEvent completed(long id) {
        LoggedCheckpoint checkpoint =
                new LoggedCheckpoint(id, LoggedCheckpoint.Kind.CHECKPOINT, "/chk-" + id, id, id, id);
        return new LogEvent.CheckpointCompleted(0, checkpoint, id == 1 ? List.of() : List.of(id - 1));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
