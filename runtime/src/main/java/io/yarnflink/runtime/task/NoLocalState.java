package io.yarnflink.runtime.task;

import java.util.function.LongPredicate;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.TaskLocalStateStore;
import org.jspecify.annotations.Nullable;

/** Keeps no second copy of state on this machine: a restart reads what is on storage. */
final class NoLocalState implements TaskLocalStateStore {

    @Override
    public void storeLocalState(long checkpoint, @Nullable TaskStateSnapshot state) {}

    @Override
    public @Nullable TaskStateSnapshot retrieveLocalState(long checkpoint) {
        return null;
    }

    @Override
    public LocalRecoveryConfig getLocalRecoveryConfig() {
        return LocalRecoveryConfig.BACKUP_AND_RECOVERY_DISABLED;
    }

    @Override
    public void confirmCheckpoint(long checkpoint) {}

    @Override
    public void abortCheckpoint(long checkpoint) {}

    @Override
    public void pruneMatchingCheckpoints(LongPredicate matcher) {}
}
