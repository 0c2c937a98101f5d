package io.yarnflink.runtime.program;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.BatchShuffleMode;
import org.apache.flink.configuration.BatchExecutionOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** What of a job in batch mode is not offered. */
final class BatchRequirements {

    private BatchRequirements() {}

    /** As {@link JobRequirements#problems(StreamGraph)}. */
    static List<String> problems(StreamGraph graph) {
        Configuration configuration = graph.getJobConfiguration();
        List<String> problems = new ArrayList<>();
        BatchShuffleMode shuffle = configuration.get(ExecutionOptions.BATCH_SHUFFLE_MODE);
        if (shuffle == BatchShuffleMode.ALL_EXCHANGES_HYBRID_FULL
                || shuffle == BatchShuffleMode.ALL_EXCHANGES_HYBRID_SELECTIVE) {
            problems.add("it wants a hybrid shuffle: set " + ExecutionOptions.BATCH_SHUFFLE_MODE.key() + ": "
                    + BatchShuffleMode.ALL_EXCHANGES_BLOCKING);
        }
        if (configuration.getOptional(JobManagerOptions.SCHEDULER).orElse(null)
                == JobManagerOptions.SchedulerType.AdaptiveBatch) {
            problems.add("it wants its parallelism to follow the amount of data: set "
                    + JobManagerOptions.SCHEDULER.key() + ": " + JobManagerOptions.SchedulerType.Default
                    + ", and the parallelism in the program or as parallelism.default");
        }
        refuse(
                configuration,
                BatchExecutionOptions.SPECULATIVE_ENABLED,
                "attempts to be repeated speculatively",
                problems);
        refuse(
                configuration,
                BatchExecutionOptions.JOB_RECOVERY_ENABLED,
                "to go on after the loss of its JobManager",
                problems);
        return problems;
    }

    private static void refuse(
            Configuration configuration, ConfigOption<Boolean> key, String wish, List<String> problems) {
        if (configuration.get(key)) {
            problems.add("it wants " + wish + ": set " + key.key() + ": false");
        }
    }
}
