package io.yarnflink.runtime.taskmanager;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Small jobs with state, and what they tell of it to the test in the same JVM: numbers are counted by key and by subtask,
 * with one timer per key that fires at the end.
 */
final class CheckpointPrograms {

    static final int PARALLELISM = 2;
    static final int KEYS = 100;

    private CheckpointPrograms() {}

    /**
     * Each source subtask emits so many numbers and ends.
     *
     * @param configuration the job's
     */
    static StreamExecutionEnvironment counting(long numbers, Configuration configuration, Seen seen) {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        environment.setParallelism(PARALLELISM);
        environment
                .fromSource(new NumberSource(numbers), WatermarkStrategy.noWatermarks(), "numbers", Types.LONG)
                .uid("numbers")
                .keyBy(value -> (int) (value % KEYS), Types.INT)
                .process(new Counter(seen.id))
                .uid("counter")
                .sinkTo(new DiscardingSink<>());
        return environment;
    }

    /**
     * Some operators, one after the other, each of which keeps bytes by key that compress badly; sources never end.
     *
     * @param operators how many
     * @param bytes how many each subtask keeps, about
     */
    static StreamExecutionEnvironment keeping(int operators, int bytes, Configuration configuration, Seen seen) {
        StreamExecutionEnvironment environment = new StreamExecutionEnvironment(configuration);
        environment.setParallelism(PARALLELISM);
        DataStream<Long> numbers = environment.fromSource(
                new NumberSource(Long.MAX_VALUE), WatermarkStrategy.noWatermarks(), "numbers", Types.LONG);
        for (int i = 0; i < operators; i++) {
            numbers = numbers.keyBy(value -> (int) (value % KEYS), Types.INT)
                    .process(new Keeper(bytes * PARALLELISM / KEYS, seen.id, i * KEYS));
        }
        numbers.sinkTo(new DiscardingSink<>());
        return environment;
    }

    private static final class Keeper extends KeyedProcessFunction<Integer, Long, Long> {

        private final int bytesPerKey;
        private final int id;
        private final int firstKey;
        private transient ValueState<byte[]> kept;

        private Keeper(int bytesPerKey, int id, int firstKey) {
            this.bytesPerKey = bytesPerKey;
            this.id = id;
            this.firstKey = firstKey;
        }

        @Override
        public void open(OpenContext context) {
            kept = getRuntimeContext()
                    .getState(
                            new ValueStateDescriptor<>("kept", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        }

        @Override
        public void processElement(
                Long value, KeyedProcessFunction<Integer, Long, Long>.Context context, Collector<Long> out)
                throws Exception {
            byte[] bytes = new byte[bytesPerKey];
            new Random(value).nextBytes(bytes);
            kept.update(bytes);
            Seen.of(id).counts.merge(firstKey + context.getCurrentKey(), 1L, Long::sum);
            out.collect(value);
        }
    }

    /** What a job has told. Thread-safe. */
    static final class Seen {

        private static final Map<Integer, Seen> ALL = new ConcurrentHashMap<>();

        final Map<Integer, Long> counts = new ConcurrentHashMap<>();
        final Map<Integer, Long> timers = new ConcurrentHashMap<>();
        final Map<Integer, Long> restored = new ConcurrentHashMap<>();
        final Map<Integer, List<Long>> confirmed = new ConcurrentHashMap<>();
        final Map<Integer, List<Long>> aborted = new ConcurrentHashMap<>();
        volatile CountDownLatch mayOpen = new CountDownLatch(0);
        private final int id;

        Seen() {
            id = ALL.size();
            ALL.put(id, this);
        }

        long total() {
            return counts.values().stream().mapToLong(Long::longValue).sum();
        }

        private static Seen of(int id) {
            return ALL.computeIfAbsent(id, unknown -> {
                throw new IllegalStateException("No job " + unknown);
            });
        }
    }

    private static final class Counter extends KeyedProcessFunction<Integer, Long, Long>
            implements CheckpointedFunction, CheckpointListener {

        private final int id;
        private transient ValueState<Long> count;
        private transient @Nullable ListState<Long> kept;
        private long handled;

        private Counter(int id) {
            this.id = id;
        }

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            ListState<Long> list =
                    context.getOperatorStateStore().getListState(new ListStateDescriptor<>("handled", Types.LONG));
            for (long before : list.get()) {
                handled += before;
            }
            kept = list;
            seen().restored.put(getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), handled);
        }

        @Override
        public void open(OpenContext context) throws InterruptedException {
            seen().mayOpen.await();
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(
                Long value, KeyedProcessFunction<Integer, Long, Long>.Context context, Collector<Long> out)
                throws Exception {
            Faucet.pass();
            Long before = count.value();
            if (before == null) {
                context.timerService().registerEventTimeTimer(Long.MAX_VALUE - 1);
            }
            long now = before == null ? 1 : before + 1;
            count.update(now);
            handled++;
            seen().counts.put(context.getCurrentKey(), now);
            out.collect(now);
        }

        @Override
        public void onTimer(
                long timestamp, KeyedProcessFunction<Integer, Long, Long>.OnTimerContext context, Collector<Long> out) {
            seen().timers.merge(context.getCurrentKey(), 1L, Long::sum);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            requireNonNull(kept).update(List.of(handled));
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            note(seen().confirmed, checkpoint);
        }

        @Override
        public void notifyCheckpointAborted(long checkpoint) {
            note(seen().aborted, checkpoint);
        }

        private Seen seen() {
            return Seen.of(id);
        }

        private void note(Map<Integer, List<Long>> told, long checkpoint) {
            told.computeIfAbsent(
                            getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                            subtask -> new CopyOnWriteArrayList<>())
                    .add(checkpoint);
        }
    }
}
