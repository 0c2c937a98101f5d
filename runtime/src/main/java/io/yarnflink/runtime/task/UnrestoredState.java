package io.yarnflink.runtime.task;

import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.CheckpointMetaData;
import org.apache.flink.runtime.checkpoint.CheckpointMetrics;
import org.apache.flink.runtime.checkpoint.InflightDataRescalingDescriptor;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.PrioritizedOperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SubTaskInitializationMetrics;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.checkpoint.channel.SequentialChannelStateReader;
import org.apache.flink.runtime.checkpoint.channel.SequentialChannelStateReaderImpl;
import org.apache.flink.runtime.checkpoint.filemerging.FileMergingSnapshotManager;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.TaskStateManager;
import org.apache.flink.runtime.state.changelog.ChangelogStateHandle;
import org.apache.flink.runtime.state.changelog.StateChangelogStorage;
import org.apache.flink.runtime.state.changelog.StateChangelogStorageView;
import org.jspecify.annotations.Nullable;

/** State of an attempt that begins from nothing and takes no checkpoint. */
final class UnrestoredState implements TaskStateManager {

    // Also without state: it tells the gates that nothing is to be restored, and they wait for that.
    private final SequentialChannelStateReader channelState =
            new SequentialChannelStateReaderImpl(new TaskStateSnapshot());

    @Override
    public void reportInitializationMetrics(SubTaskInitializationMetrics metrics) {}

    @Override
    public void reportTaskStateSnapshots(
            CheckpointMetaData checkpoint,
            CheckpointMetrics metrics,
            @Nullable TaskStateSnapshot acknowledged,
            @Nullable TaskStateSnapshot local) {
        throw TaskEnvironment.noCheckpoints(checkpoint.getCheckpointId());
    }

    @Override
    public void reportIncompleteTaskStateSnapshots(CheckpointMetaData checkpoint, CheckpointMetrics metrics) {
        throw TaskEnvironment.noCheckpoints(checkpoint.getCheckpointId());
    }

    @Override
    public InflightDataRescalingDescriptor getInputRescalingDescriptor() {
        return InflightDataRescalingDescriptor.NO_RESCALE;
    }

    @Override
    public InflightDataRescalingDescriptor getOutputRescalingDescriptor() {
        return InflightDataRescalingDescriptor.NO_RESCALE;
    }

    @Override
    public boolean isTaskDeployedAsFinished() {
        return false;
    }

    @Override
    public Optional<Long> getRestoreCheckpointId() {
        return Optional.empty();
    }

    @Override
    public PrioritizedOperatorSubtaskState prioritizedOperatorState(OperatorID operator) {
        return PrioritizedOperatorSubtaskState.emptyNotRestored();
    }

    @Override
    public Optional<OperatorSubtaskState> getSubtaskJobManagerRestoredState(OperatorID operator) {
        return Optional.empty();
    }

    @Override
    public LocalRecoveryConfig createLocalRecoveryConfig() {
        return LocalRecoveryConfig.BACKUP_AND_RECOVERY_DISABLED;
    }

    @Override
    public SequentialChannelStateReader getSequentialChannelStateReader() {
        return channelState;
    }

    @Override
    public @Nullable StateChangelogStorage<?> getStateChangelogStorage() {
        return null;
    }

    @Override
    public @Nullable StateChangelogStorageView<?> getStateChangelogStorageView(
            Configuration configuration, ChangelogStateHandle handle) {
        return null;
    }

    @Override
    public @Nullable FileMergingSnapshotManager getFileMergingSnapshotManager() {
        return null;
    }

    @Override
    public void notifyCheckpointComplete(long checkpoint) {}

    @Override
    public void notifyCheckpointAborted(long checkpoint) {}

    @Override
    public void close() {}
}
