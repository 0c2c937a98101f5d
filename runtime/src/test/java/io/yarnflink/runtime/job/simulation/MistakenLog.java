package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.log.LogEntry;
import io.yarnflink.runtime.log.LogEvent;
import io.yarnflink.runtime.log.LoggedApplication;
import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedJob;
import io.yarnflink.runtime.log.NumberedLog;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A log into which something else is written than should be. */
record MistakenLog(NumberedLog log, SuccessionMistake mistake) implements NumberedLog {

    @Override
    public void prepare() throws IOException {
        log.prepare();
    }

    @Override
    public List<Long> numbers() throws IOException {
        return log.numbers();
    }

    @Override
    public byte[] read(long number) throws IOException {
        return log.read(number);
    }

    @Override
    public boolean tryAppend(long number, byte[] bytes) throws IOException {
        LogEntry entry = LogEntry.decode(bytes);
        boolean claims = entry.event() instanceof LogEvent.Claimed && number > 1;
        if (claims && mistake == SuccessionMistake.RESTORES_WITHOUT_CLAIMING) {
            return true;
        }
        return log.tryAppend(number, mistaken(entry).encode());
    }

    private LogEntry mistaken(LogEntry entry) {
        if (mistake == SuccessionMistake.REPLACES_FOR_GOOD
                && entry.event() instanceof LogEvent.CheckpointDropped dropped) {
            return with(entry, dropped.ordinal(), dropped.reinstated());
        }
        return entry;
    }

    private static LogEntry with(LogEntry entry, int ordinal, List<LoggedCheckpoint> gone) {
        LoggedApplication all = entry.application();
        List<LoggedJob> jobs = all.jobs().stream()
                .map(job -> job.ordinal() == ordinal ? without(job, gone) : job)
                .toList();
        return new LogEntry(
                entry.number(),
                entry.epoch(),
                entry.writer(),
                entry.writtenAt(),
                entry.event(),
                new LoggedApplication(
                        all.name(), all.id(), all.master(), all.attempt(), all.furthest(), jobs, all.end()));
    }

    private static LoggedJob without(LoggedJob job, List<LoggedCheckpoint> gone) {
        List<LoggedCheckpoint> left =
                job.checkpoints().stream().filter(one -> !gone.contains(one)).toList();
        return new LoggedJob(job.ordinal(), job.id(), job.name(), job.graph(), left, Optional.empty());
    }

    @Override
    public void remove(List<Long> numbers) throws IOException {
        log.remove(numbers);
    }
}
