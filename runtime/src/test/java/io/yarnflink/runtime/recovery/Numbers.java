package io.yarnflink.runtime.recovery;

import java.nio.file.Path;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/** Small jobs whose records go through one function to files, each record a line. */
final class Numbers {

    private Numbers() {}

    static <T> StreamExecutionEnvironment job(
            Configuration settings, Source<T, ?, ?> source, MapFunction<T, T> function, Path output) {
        StreamExecutionEnvironment env = new StreamExecutionEnvironment(settings);
        env.setParallelism(2);
        DataStream<T> records = env.fromSource(source, WatermarkStrategy.noWatermarks(), "source");
        // The function is chained to the source: if it is slow, barriers need not wait behind records.
        records.map(function)
                .returns(records.getType())
                .rebalance()
                .map(String::valueOf)
                .returns(Types.STRING)
                .sinkTo(FileSink.forRowFormat(
                                new org.apache.flink.core.fs.Path(output.toUri()), new SimpleStringEncoder<String>())
                        .withRollingPolicy(OnCheckpointRollingPolicy.build())
                        .build());
        return env;
    }
}
