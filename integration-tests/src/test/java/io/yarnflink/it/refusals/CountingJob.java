package io.yarnflink.it.refusals;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * A job that counts without end.
 *
 * @param uid of the operator that counts; its name is {@code count}
 * @param maxParallelism of all operators
 * @param asText whether counts are kept as text
 * @param restore what it begins from; empty for nothing
 * @param allowNonRestoredState whether state that it has no operator for may be left out
 */
record CountingJob(String uid, int maxParallelism, boolean asText, String restore, boolean allowNonRestoredState) {

    /** Whose savepoint is refused. */
    static CountingJob first() {
        return new CountingJob("count", 64, false, "", false);
    }

    CountingJob from(String path) {
        return new CountingJob(uid, maxParallelism, asText, path, allowNonRestoredState);
    }

    CountingJob uid(String other) {
        return new CountingJob(other, maxParallelism, asText, restore, allowNonRestoredState);
    }

    CountingJob maxParallelism(int other) {
        return new CountingJob(uid, other, asText, restore, allowNonRestoredState);
    }

    CountingJob countingInText() {
        return new CountingJob(uid, maxParallelism, true, restore, allowNonRestoredState);
    }

    CountingJob allowingNonRestoredState() {
        return new CountingJob(uid, maxParallelism, asText, restore, true);
    }

    /** @param checkpoints where checkpoints are kept; without such a place all state would be in the metadata */
    JobGraph graph(String checkpoints) {
        Configuration configuration = new Configuration();
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints);
        // Small state would be in the metadata all the same.
        configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
        if (!restore.isEmpty()) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, restore);
            configuration.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, allowNonRestoredState);
        }
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
        env.setParallelism(2);
        env.setMaxParallelism(maxParallelism);
        env.fromSequence(0, Long.MAX_VALUE - 1)
                .uid("numbers")
                .keyBy(value -> value % 10_000)
                .map(new Counting(asText))
                .uid(uid)
                .name("count")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        return env.getStreamGraph().getJobGraph(CountingJob.class.getClassLoader(), null);
    }
}
