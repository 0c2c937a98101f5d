package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.checkpoint.CheckpointSettings;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobgraph.tasks.CheckpointCoordinatorConfiguration;
import org.apache.flink.runtime.jobgraph.tasks.JobCheckpointingSettings;

/** Reads how a job takes checkpoints. Pure. */
final class SettingsOfJob {

    private SettingsOfJob() {}

    /** What the program and the configuration say, in Flink's terms. */
    static CheckpointCoordinatorConfiguration flinkSettings(JobGraph graph) {
        JobCheckpointingSettings settings = graph.getCheckpointingSettings();
        return settings == null
                ? CheckpointCoordinatorConfiguration.builder()
                        .setCheckpointInterval(CheckpointCoordinatorConfiguration.DISABLED_CHECKPOINT_INTERVAL)
                        .setCheckpointTimeout(
                                CheckpointSettings.none().timeout().toMillis())
                        .build()
                : settings.getCheckpointCoordinatorConfiguration();
    }

    static CheckpointSettings of(JobGraph graph, Configuration effective) {
        CheckpointCoordinatorConfiguration how = flinkSettings(graph);
        SavepointRestoreSettings restore = graph.getSavepointRestoreSettings();
        return new CheckpointSettings(
                how.isCheckpointingEnabled()
                        ? Optional.of(Duration.ofMillis(how.getCheckpointInterval()))
                        : Optional.empty(),
                Duration.ofMillis(how.getCheckpointTimeout()),
                Duration.ofMillis(how.getMinPauseBetweenCheckpoints()),
                how.getMaxConcurrentCheckpoints(),
                how.getTolerableCheckpointFailureNumber(),
                how.isEnableCheckpointsAfterTasksFinish(),
                Math.max(1, effective.get(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS)),
                restore.restoreSavepoint() && restore.getRecoveryClaimMode() == RecoveryClaimMode.NO_CLAIM);
    }
}
