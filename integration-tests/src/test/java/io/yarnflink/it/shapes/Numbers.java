package io.yarnflink.it.shapes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Streams of numbers from 0, and what is expected of them. */
final class Numbers {

    /** How many there are. */
    static final long COUNT = 600;

    private Numbers() {}

    static DataStream<Long> of(StreamExecutionEnvironment env) {
        return env.fromSequence(0, COUNT - 1);
    }

    /** Numbers whose event time they are themselves, in milliseconds. */
    static DataStream<Long> timed(StreamExecutionEnvironment env) {
        return env.fromSequence(0, COUNT - 1)
                .setParallelism(1)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Long>forMonotonousTimestamps()
                        .withTimestampAssigner((number, timestamp) -> number))
                .setParallelism(1);
    }

    /** One line for each number. */
    static List<String> lines(LongFunction<Object> line) {
        return times(1, line);
    }

    /** So many equal lines for each number. */
    static List<String> times(int copies, LongFunction<Object> line) {
        List<String> lines = new ArrayList<>();
        LongStream.range(0, COUNT).forEach(number -> {
            for (int copy = 0; copy < copies; copy++) {
                lines.add(String.valueOf(line.apply(number)));
            }
        });
        return lines;
    }

    /** One line for each group of numbers that follow each other, made of the first one and the sum. */
    static List<String> groups(long size) {
        return LongStream.range(0, COUNT / size)
                .mapToObj(group -> group * size + ":" + sum(group * size, (group + 1) * size))
                .toList();
    }

    /** The sum of the numbers from {@code first} to before {@code end}. */
    static long sum(long first, long end) {
        return LongStream.range(first, end).sum();
    }
}
