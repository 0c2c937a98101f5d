package io.yarnflink.it.shapes;

import java.io.Serializable;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;

/** Programs whose input ends only when something has come out: time has to pass for that. */
@SuppressWarnings("deprecation") // what is legacy is offered too
final class Waiting {

    private static final long ALL = Numbers.sum(0, Numbers.COUNT);
    private static final int WINDOW = 100;
    private static final int WINDOWS_BEFORE_THE_END = (int) Numbers.COUNT / WINDOW - 1;
    private static final AtomicLong SUMMED = new AtomicLong();

    private Waiting() {}

    static void processingTime(StreamExecutionEnvironment env) throws Exception {
        SUMMED.set(0);
        env.addSource(new Source(Numbers.COUNT, () -> SUMMED.get() >= ALL))
                .windowAll(TumblingProcessingTimeWindows.of(Duration.ofMillis(50)))
                .reduce(Long::sum)
                .map(sum -> SUMMED.addAndGet(sum))
                .returns(Types.LONG)
                .sinkTo(new DiscardingSink<>());
        env.execute();
        Results.add("sum " + SUMMED.get());
    }

    /** One input says nothing at all; the windows of the other close nevertheless. */
    static void idleness(StreamExecutionEnvironment env) throws Exception {
        WatermarkStrategy<Long> timed =
                WatermarkStrategy.<Long>forMonotonousTimestamps().withTimestampAssigner((number, timestamp) -> number);
        End seen = () -> Results.count() >= WINDOWS_BEFORE_THE_END;
        DataStream<Long> numbers =
                env.addSource(new Source(Numbers.COUNT, seen)).assignTimestampsAndWatermarks(timed);
        DataStream<Long> nothing = env.addSource(new Source(0, seen))
                .assignTimestampsAndWatermarks(timed.withIdleness(Duration.ofMillis(50)));
        numbers.union(nothing)
                .windowAll(TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW)))
                .process(new Times.SumOfAll())
                .sinkTo(Results.sink());
        env.execute();
    }

    /** Numbers from 0, and then nothing until it may end. */
    private static final class Source implements SourceFunction<Long> {

        private static final long serialVersionUID = 1L;
        private final long count;
        private final End end;
        private volatile boolean canceled;

        private Source(long count, End end) {
            this.count = count;
            this.end = end;
        }

        @Override
        public void run(SourceContext<Long> context) throws Exception {
            for (long number = 0; number < count; number++) {
                synchronized (context.getCheckpointLock()) {
                    context.collect(number);
                }
            }
            while (!canceled && !end.getAsBoolean()) {
                Thread.sleep(5);
            }
        }

        @Override
        public void cancel() {
            canceled = true;
        }
    }

    /** When an input ends. */
    private interface End extends BooleanSupplier, Serializable {}
}
