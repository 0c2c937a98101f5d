package io.yarnflink.runtime.recovery;

import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * A job that keeps books of every record in all kinds of state and writes them to files: per key with a running number
 * (keyed state), once more when its event-time timer fires, and the counts of {@link Ledger}. Each key is checked against
 * a rule that came as broadcast.
 *
 * @param records numbers from 0 that the source makes
 * @param perCheckpoint how many of them between two checkpoints, so that the job needs many checkpoints
 * @param output folder of the files
 * @param rulesMustBeThere whether rules are missed that have not come yet; they come only once, at the very beginning
 */
record Books(long records, long perCheckpoint, Path output, boolean rulesMustBeThere) {

    static final int KEYS = 37;
    static final MapStateDescriptor<Long, Long> RULES = new MapStateDescriptor<>("rules", Types.LONG, Types.LONG);

    StreamExecutionEnvironment job(Configuration settings, int parallelism) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
        env.setParallelism(parallelism);
        env.setMaxParallelism(16);
        BroadcastStream<Long> rules =
                env.fromSequence(0, 2).uid("rules").setParallelism(1).broadcast(RULES);
        env.fromSource(
                        new DataGeneratorSource<>(
                                value -> value,
                                records,
                                RateLimiterStrategy.perCheckpoint((int) perCheckpoint),
                                Types.LONG),
                        WatermarkStrategy.<Long>forMonotonousTimestamps()
                                .withTimestampAssigner((value, timestamp) -> value),
                        "numbers")
                .uid("numbers")
                // A vertex of its own: with union list state, its subtasks must end together.
                .rebalance()
                .transform("ledger", Types.LONG, new Ledger())
                .uid("ledger")
                .keyBy(value -> Math.floorMod(value, KEYS))
                .connect(rules)
                .process(new Bookkeeper(rulesMustBeThere))
                .uid("bookkeeper")
                .sinkTo(FileSink.forRowFormat(
                                new org.apache.flink.core.fs.Path(output.toUri()), new SimpleStringEncoder<String>())
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .build())
                .uid("files");
        return env;
    }
}
