package io.yarnflink.it.shapes;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.co.ProcessJoinFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction;
import org.apache.flink.streaming.api.functions.windowing.ProcessWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.GlobalWindow;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Windows and joins, in event time and in processing time. */
final class Times {

    private static final long WINDOW = 100;
    private static final OutputTag<Long> LATE = new OutputTag<>("late", Types.LONG);

    private Times() {}

    static List<Shape> shapes() {
        return List.of(
                new Shape(
                        "tumbling windows in event time",
                        windows(TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW))),
                        Numbers.groups(WINDOW)),
                new Shape(
                        "sliding windows in event time",
                        windows(SlidingEventTimeWindows.of(Duration.ofMillis(2 * WINDOW), Duration.ofMillis(WINDOW))),
                        LongStream.range(-1, Numbers.COUNT / WINDOW)
                                .mapToObj(window -> window * WINDOW + ":"
                                        + Numbers.sum(
                                                Math.max(0, window * WINDOW),
                                                Math.min(Numbers.COUNT, (window + 2) * WINDOW)))
                                .toList()),
                new Shape("session windows", Times::sessions, List.of("0:4950", "1000:104950", "5000:504950")),
                new Shape("count windows", Times::countWindows, counts()),
                new Shape("late records", Times::lateRecords, List.of("late 5", "0:1", "100:150", "200:250")),
                new Shape("windows in processing time", Waiting::processingTime, List.of("sum 179700")).onlyStreaming(),
                new Shape("an idle input", Waiting::idleness, Numbers.groups(WINDOW)).onlyStreaming(),
                new Shape("aligned watermarks", Times::aligned, Numbers.groups(WINDOW)),
                new Shape("a window join", Times::windowJoin, windowJoined()),
                new Shape("an interval join", Times::intervalJoin, intervalJoined()),
                new Shape("a window co-group", Times::coGroup, coGrouped()));
    }

    private static Shape.Body windows(WindowAssigner<Object, TimeWindow> assigner) {
        return env -> {
            Numbers.timed(env).windowAll(assigner).process(new SumOfAll()).sinkTo(Results.sink());
            env.execute();
        };
    }

    private static void sessions(StreamExecutionEnvironment env) throws Exception {
        env.fromSequence(0, 299)
                .setParallelism(1)
                .map(number -> number < 100 ? number : number < 200 ? number + 900 : number + 4800)
                .returns(Types.LONG)
                .setParallelism(1)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Long>forBoundedOutOfOrderness(Duration.ofMillis(600))
                        .withTimestampAssigner((number, timestamp) -> number))
                .setParallelism(1)
                .keyBy(number -> 0)
                .window(EventTimeSessionWindows.withGap(Duration.ofMillis(WINDOW)))
                .process(new Sum())
                .sinkTo(Results.sink());
        env.execute();
    }

    private static void countWindows(StreamExecutionEnvironment env) throws Exception {
        Numbers.of(env)
                .map(number -> 1L)
                .returns(Types.LONG)
                .keyBy(one -> one)
                .countWindow(WINDOW)
                .process(new Count())
                .sinkTo(Results.sink());
        env.execute();
    }

    private static List<String> counts() {
        return LongStream.range(0, Numbers.COUNT / WINDOW)
                .mapToObj(window -> "" + WINDOW)
                .toList();
    }

    private static void lateRecords(StreamExecutionEnvironment env) throws Exception {
        SingleOutputStreamOperator<String> sums = env.fromData(1L, 150L, 250L, 5L)
                .setParallelism(1)
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Long>forGenerator(context -> new EachRecord())
                        .withTimestampAssigner((number, timestamp) -> number))
                .setParallelism(1)
                .keyBy(number -> 0)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW)))
                .sideOutputLateData(LATE)
                .process(new Sum());
        sums.sinkTo(Results.sink());
        sums.getSideOutput(LATE).map(number -> "late " + number).sinkTo(Results.sink());
        env.execute();
    }

    private static void aligned(StreamExecutionEnvironment env) throws Exception {
        WatermarkStrategy<Long> strategy = WatermarkStrategy.<Long>forMonotonousTimestamps()
                .withTimestampAssigner((number, timestamp) -> number)
                .withWatermarkAlignment("numbers", Duration.ofMillis(20), Duration.ofMillis(10));
        DataStream<Long> even = paced(env, strategy).filter(number -> number % 2 == 0);
        DataStream<Long> odd = paced(env, strategy).filter(number -> number % 2 == 1);
        even.union(odd)
                .windowAll(TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW)))
                .process(new SumOfAll())
                .sinkTo(Results.sink());
        env.execute();
    }

    private static DataStream<Long> paced(StreamExecutionEnvironment env, WatermarkStrategy<Long> strategy) {
        return env.fromSource(
                        new org.apache.flink.api.connector.source.lib.NumberSequenceSource(0, Numbers.COUNT - 1),
                        strategy,
                        "numbers")
                .setParallelism(1);
    }

    private static void windowJoin(StreamExecutionEnvironment env) throws Exception {
        Numbers.timed(env)
                .join(Numbers.timed(env).filter(number -> number % WINDOW == 0))
                .where(number -> number / WINDOW)
                .equalTo(number -> number / WINDOW)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW)))
                .apply((left, right) -> left + "+" + right, Types.STRING)
                .sinkTo(Results.sink());
        env.execute();
    }

    private static List<String> windowJoined() {
        return Numbers.lines(number -> number + "+" + number / WINDOW * WINDOW);
    }

    private static void intervalJoin(StreamExecutionEnvironment env) throws Exception {
        Numbers.timed(env)
                .keyBy(number -> number % 2)
                .intervalJoin(Numbers.timed(env).keyBy(number -> number % 2))
                .between(Duration.ofMillis(0), Duration.ofMillis(2))
                .process(new Pairing())
                .sinkTo(Results.sink());
        env.execute();
    }

    private static List<String> intervalJoined() {
        return LongStream.range(0, Numbers.COUNT)
                .boxed()
                .flatMap(number -> number + 2 < Numbers.COUNT
                        ? Stream.of(number + "," + number, number + "," + (number + 2))
                        : Stream.of(number + "," + number))
                .toList();
    }

    private static void coGroup(StreamExecutionEnvironment env) throws Exception {
        Numbers.timed(env)
                .coGroup(Numbers.timed(env).filter(number -> number % 3 == 0))
                .where(number -> 0)
                .equalTo(number -> 0)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW)))
                .<String>apply((left, right, out) -> out.collect(size(left) + "/" + size(right)), Types.STRING)
                .sinkTo(Results.sink());
        env.execute();
    }

    private static List<String> coGrouped() {
        return LongStream.range(0, Numbers.COUNT / WINDOW)
                .mapToObj(window -> WINDOW + "/"
                        + LongStream.range(window * WINDOW, (window + 1) * WINDOW)
                                .filter(number -> number % 3 == 0)
                                .count())
                .toList();
    }

    private static long size(Iterable<?> elements) {
        long size = 0;
        for (Iterator<?> all = elements.iterator(); all.hasNext(); all.next()) {
            size++;
        }
        return size;
    }

    /** The start of each window, and the sum of its numbers. */
    static final class Sum extends ProcessWindowFunction<Long, String, Integer, TimeWindow> {

        private static final long serialVersionUID = 1L;

        @Override
        public void process(Integer key, Context context, Iterable<Long> numbers, Collector<String> out) {
            out.collect(context.window().getStart() + ":" + sumOf(numbers));
        }
    }

    /** As {@link Sum}, of windows without keys. */
    static final class SumOfAll extends ProcessAllWindowFunction<Long, String, TimeWindow> {

        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                ProcessAllWindowFunction<Long, String, TimeWindow>.Context context,
                Iterable<Long> numbers,
                Collector<String> out) {
            out.collect(context.window().getStart() + ":" + sumOf(numbers));
        }
    }

    private static long sumOf(Iterable<Long> numbers) {
        long sum = 0;
        for (long number : numbers) {
            sum += number;
        }
        return sum;
    }

    private static final class Count extends ProcessWindowFunction<Long, Long, Long, GlobalWindow> {

        private static final long serialVersionUID = 1L;

        @Override
        public void process(Long key, Context context, Iterable<Long> numbers, Collector<Long> out) {
            out.collect(size(numbers));
        }
    }

    private static final class Pairing extends ProcessJoinFunction<Long, Long, String> {

        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Long left, Long right, ProcessJoinFunction<Long, Long, String>.Context context, Collector<String> out) {
            out.collect(left + "," + right);
        }
    }

    /** A watermark after each record. */
    private static final class EachRecord implements WatermarkGenerator<Long> {

        @Override
        public void onEvent(Long number, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(timestamp));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }
}
