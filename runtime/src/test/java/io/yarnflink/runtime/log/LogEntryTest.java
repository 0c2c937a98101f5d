package io.yarnflink.runtime.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.log.LoggedCheckpoint.Kind;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogEntryTest {

    private static final LoggedCheckpoint CHECKPOINT =
            new LoggedCheckpoint(7, Kind.CHECKPOINT, "hdfs://n/chk-7", 100, 120, 5_000);
    private static final LoggedEnd END =
            new LoggedEnd(LoggedEnd.Result.FAILED, Optional.of("job-0.result"), Optional.of("ArithmeticException"));
    private static final LoggedApplication APPLICATION = LoggedApplication.fresh("counting", "application_1_0001")
            .after(new LogEvent.Claimed(2, "host:1"))
            .after(new LogEvent.JobSubmitted(0, "0a", "count", Optional.of("job-0.graph")))
            .after(new LogEvent.CheckpointCompleted(0, CHECKPOINT, List.of()));

    static Stream<LogEvent> events() {
        return Stream.of(
                new LogEvent.Claimed(2, "host:1"),
                new LogEvent.JobSubmitted(1, "0b", "wörter", Optional.empty()),
                new LogEvent.CheckpointCompleted(0, CHECKPOINT, List.of(5L, 6L)),
                new LogEvent.CheckpointAdopted(0, CHECKPOINT),
                new LogEvent.CheckpointDropped(0, 7, List.of(CHECKPOINT)),
                new LogEvent.JobEnded(0, END, true),
                new LogEvent.ApplicationEnded("FAILED", Optional.of("ArithmeticException")));
    }

    @ParameterizedTest
    @MethodSource("events")
    void shouldComeBackAsItWas(LogEvent event) {
        // given
        LogEntry entry = new LogEntry(3, 2, "writer", 1_000, event, APPLICATION.after(event));

        // when
        LogEntry read = LogEntry.decode(entry.encode());

        // then
        assertThat(read).isEqualTo(entry);
    }

    @Test
    void shouldNotBeReadIfItIsDamaged() {
        // given
        byte[] bytes = new LogEntry(3, 2, "writer", 1_000, new LogEvent.Claimed(2, "host:1"), APPLICATION).encode();
        bytes[20]++;

        // when, then
        assertThatThrownBy(() -> LogEntry.decode(bytes)).hasMessageContaining("damaged");
        assertThatThrownBy(() -> LogEntry.decode(new byte[] {3, 0})).hasMessageContaining("damaged");
        assertThatThrownBy(() -> LogEntry.decode(new byte[] {9})).hasMessageContaining("version 9");
    }

    @Test
    void shouldRestartFromTheNewestThatCommitted() {
        // given
        LoggedApplication running = APPLICATION
                .after(completed(8, Kind.SAVEPOINT))
                .after(completed(9, Kind.STOPPING_SAVEPOINT))
                .after(completed(10, Kind.SAVEPOINT));

        // when
        LoggedJob job = running.job(0).orElseThrow();

        // then
        assertThat(job.latest().orElseThrow().id()).isEqualTo(9);
    }

    @Test
    void shouldForgetWhatIsSubsumedOrDroppedAndKeepSavepoints() {
        // given
        LoggedApplication running = APPLICATION.after(completed(8, Kind.SAVEPOINT));

        // when
        LoggedApplication later = running.after(new LogEvent.CheckpointCompleted(
                        0, new LoggedCheckpoint(9, Kind.CHECKPOINT, "/chk-9", 1, 2, 3), List.of(7L, 8L)))
                .after(new LogEvent.CheckpointDropped(0, 9, List.of()));

        // then
        assertThat(later.job(0).orElseThrow().checkpoints())
                .extracting(LoggedCheckpoint::id)
                .containsExactly(8L);
    }

    @Test
    void shouldKeepOnlySavepointsOfAJobThatRetainsNothing() {
        // given
        LoggedApplication running = APPLICATION.after(completed(8, Kind.SAVEPOINT));

        // when
        LoggedJob kept =
                running.after(new LogEvent.JobEnded(0, END, true)).job(0).orElseThrow();
        LoggedJob deleted =
                running.after(new LogEvent.JobEnded(0, END, false)).job(0).orElseThrow();

        // then
        assertThat(kept.checkpoints()).hasSize(2);
        assertThat(deleted.checkpoints()).extracting(LoggedCheckpoint::id).containsExactly(8L);
    }

    @Test
    void shouldRememberOnlyTheNewestOfManySavepoints() {
        // given
        LoggedApplication running = APPLICATION;

        // when
        for (long id = 8; id < 200; id++) {
            running = running.after(completed(id, Kind.SAVEPOINT));
        }

        // then
        assertThat(running.job(0).orElseThrow().checkpoints()).hasSize(21).contains(CHECKPOINT);
    }

    private static LogEvent completed(long id, Kind kind) {
        return new LogEvent.CheckpointCompleted(0, new LoggedCheckpoint(id, kind, "/" + id, 1, 2, 3), List.of());
    }
}
