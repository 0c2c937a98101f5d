package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.log.LoggedJob;
import io.yarnflink.runtime.succession.JobRecord;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A job's record that does not do something that it should. */
record MistakenRecord(JobRecord record, SuccessionMistake mistake) implements JobRecord {

    @Override
    public Optional<LoggedJob> inherited() {
        return mistake == SuccessionMistake.RUNS_ENDED_JOBS_AGAIN
                ? record.inherited().map(MistakenRecord::withoutEnd)
                : record.inherited();
    }

    private static LoggedJob withoutEnd(LoggedJob job) {
        return new LoggedJob(job.ordinal(), job.id(), job.name(), job.graph(), job.checkpoints(), Optional.empty());
    }

    @Override
    public int attempt() {
        return record.attempt();
    }

    @Override
    public boolean isBegunAnew() {
        return record.isBegunAnew();
    }

    @Override
    public byte[] read(String file) throws IOException {
        return record.read(file);
    }

    @Override
    public void submitted(Supplier<byte[]> graph) {
        record.submitted(graph);
    }

    @Override
    public void adopted(LoggedCheckpoint checkpoint) {
        record.adopted(checkpoint);
    }

    @Override
    public void verify() throws IOException {
        if (mistake != SuccessionMistake.NEVER_LOOKS_WHETHER_IT_LEADS) {
            record.verify();
        }
    }

    @Override
    public boolean completed(LoggedCheckpoint checkpoint, int retained) throws IOException {
        return record.completed(checkpoint, retained);
    }

    @Override
    public List<LoggedCheckpoint> counting() {
        return record.counting();
    }

    @Override
    public void giveUp(long checkpoint) {
        record.giveUp(checkpoint);
    }

    @Override
    public void beforeDeletion(long checkpoint) throws IOException {
        if (mistake != SuccessionMistake.DELETES_WITHOUT_LOOKING) {
            record.beforeDeletion(checkpoint);
        }
    }

    @Override
    public void beforeRestore(long checkpoint) throws IOException {
        if (mistake != SuccessionMistake.KEEPS_NEWER_CHECKPOINTS) {
            record.beforeRestore(checkpoint);
        }
    }

    @Override
    public void ended(LoggedEnd.Result end, Supplier<byte[]> result, Optional<String> failure, boolean retained)
            throws IOException {
        record.ended(end, result, failure, retained);
    }
}
