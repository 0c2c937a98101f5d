package io.yarnflink.runtime.succession;

import io.yarnflink.runtime.log.LoggedCheckpoint;
import io.yarnflink.runtime.log.LoggedEnd;
import io.yarnflink.runtime.log.LoggedJob;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Of a job that ends with its process. */
record Unrecorded() implements JobRecord {

    @Override
    public Optional<LoggedJob> inherited() {
        return Optional.empty();
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public boolean isBegunAnew() {
        return false;
    }

    @Override
    public byte[] read(String file) throws IOException {
        throw new FileNotFoundException(file);
    }

    @Override
    public void submitted(Supplier<byte[]> graph) {
        // Nobody will ask.
    }

    @Override
    public void adopted(LoggedCheckpoint checkpoint) {
        // The process itself knows.
    }

    @Override
    public void verify() {
        // Nobody else numbers checkpoints.
    }

    @Override
    public boolean completed(LoggedCheckpoint checkpoint, int retained) {
        // The process itself knows.
        return true;
    }

    @Override
    public List<LoggedCheckpoint> counting() {
        return List.of();
    }

    @Override
    public void giveUp(long checkpoint) {
        // Nobody else knows of it.
    }

    @Override
    public void beforeDeletion(long checkpoint) {
        // Nobody else needs it.
    }

    @Override
    public void beforeRestore(long checkpoint) {
        // Nobody else restores.
    }

    @Override
    public void ended(LoggedEnd.Result end, Supplier<byte[]> result, Optional<String> failure, boolean retained) {
        // Nobody will ask.
    }
}
