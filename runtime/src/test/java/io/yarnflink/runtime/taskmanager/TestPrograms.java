package io.yarnflink.runtime.taskmanager;

import io.yarnflink.runtime.failure.MachineFailure;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.accumulators.IntCounter;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.legacy.RichSinkFunction;
import org.apache.flink.streaming.api.functions.sink.legacy.SinkFunction;
import org.apache.flink.streaming.api.functions.source.legacy.ParallelSourceFunction;
import org.apache.flink.util.Collector;

/** Small jobs. All run with parallelism 2 as a source and, after a keyed shuffle, a keyed counter with a sink. */
@SuppressWarnings("deprecation") // the old source needs no coordinator
final class TestPrograms {

    static final int PARALLELISM = 2;
    static final int KEYS = 100;

    private TestPrograms() {}

    /** Each source subtask emits so many numbers and ends. */
    static StreamExecutionEnvironment bounded(long records) {
        return program(new Numbers(records), -1);
    }

    /** Sources never end. */
    static StreamExecutionEnvironment endless() {
        return program(new Numbers(Long.MAX_VALUE), -1);
    }

    /** Sources never end, but the counter throws when it has seen so many of one key. */
    static StreamExecutionEnvironment failing(long after) {
        return program(new Numbers(Long.MAX_VALUE), after);
    }

    /** Sources neither emit nor stop, whatever is done to them, until {@link Stubborn#mayEnd} is counted down. */
    static StreamExecutionEnvironment stubborn() {
        return program(new Stubborn(), -1);
    }

    /** Sources fail with what means that the machine is broken. */
    static StreamExecutionEnvironment onABrokenMachine() {
        return program(new BrokenDisk(), -1);
    }

    private static StreamExecutionEnvironment program(ParallelSourceFunction<Long> source, long failAfter) {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(new Configuration());
        environment.setParallelism(PARALLELISM);
        environment
                .addSource(source)
                .keyBy(new Modulo())
                .process(new Counter(failAfter))
                .addSink(new Tally());
        return environment;
    }

    private static final class Modulo implements org.apache.flink.api.java.functions.KeySelector<Long, Integer> {
        @Override
        public Integer getKey(Long value) {
            return (int) (value % KEYS);
        }
    }

    private static final class Numbers implements ParallelSourceFunction<Long> {

        private final long count;
        private volatile boolean canceled;

        private Numbers(long count) {
            this.count = count;
        }

        @Override
        public void run(SourceContext<Long> context) {
            for (long i = 0; i < count && !canceled; i++) {
                context.collect(i);
            }
        }

        @Override
        public void cancel() {
            canceled = true;
        }
    }

    static final class Stubborn implements ParallelSourceFunction<Long> {

        static volatile CountDownLatch mayEnd = new CountDownLatch(1);

        @Override
        public void run(SourceContext<Long> context) {
            boolean ended = false;
            while (!ended) {
                try {
                    mayEnd.await();
                    ended = true;
                } catch (InterruptedException e) {
                    // That is the point of it.
                }
            }
        }

        @Override
        public void cancel() {}
    }

    private static final class BrokenDisk implements ParallelSourceFunction<Long> {

        @Override
        public void run(SourceContext<Long> context) {
            throw new IllegalStateException("Something went wrong", new NoRoom());
        }

        @Override
        public void cancel() {}
    }

    private static final class NoRoom extends RuntimeException implements MachineFailure {

        private NoRoom() {
            super("no room on the disk");
        }
    }

    private static final class Counter extends KeyedProcessFunction<Integer, Long, Long> {

        private final long failAfter;
        private transient ValueState<Long> count;

        private Counter(long failAfter) {
            this.failAfter = failAfter;
        }

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Long.class));
            getRuntimeContext().getMetricGroup().counter("opened").inc();
        }

        @Override
        public void processElement(
                Long value, KeyedProcessFunction<Integer, Long, Long>.Context context, Collector<Long> out)
                throws Exception {
            long seen = count.value() == null ? 1 : count.value() + 1;
            count.update(seen);
            if (seen == failAfter) {
                throw new IllegalStateException("Key " + context.getCurrentKey() + " came " + seen + " times");
            }
            out.collect(seen);
        }
    }

    /** Counts records, and those that were the first of their key. */
    private static final class Tally extends RichSinkFunction<Long> {

        private final LongCounter records = new LongCounter();
        private final IntCounter keys = new IntCounter();

        @Override
        public void open(OpenContext context) {
            getRuntimeContext().addAccumulator("records", records);
            getRuntimeContext().addAccumulator("keys", keys);
        }

        @Override
        public void invoke(Long value, SinkFunction.Context context) {
            records.add(1);
            if (value == 1) {
                keys.add(1);
            }
        }
    }
}
