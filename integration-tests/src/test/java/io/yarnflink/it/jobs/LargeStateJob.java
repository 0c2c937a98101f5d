package io.yarnflink.it.jobs;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.Collector;

/**
 * Keeps a thousand bytes of noise under each key, and writes others in each round; what it finds must be what it wrote in
 * the round before. Arguments: how many keys, how many rounds.
 */
public final class LargeStateJob extends KeyedProcessFunction<Long, Long, Long> {

    private static final long serialVersionUID = 1L;
    private static final int ROW = 1_000;
    private static final String RIGHT = "right";

    private final long keys;
    private final LongCounter right = new LongCounter();
    private transient ValueState<byte[]> rows;

    private LargeStateJob(long keys) {
        this.keys = keys;
    }

    @Override
    public void open(OpenContext context) {
        rows = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("rows", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        getRuntimeContext().addAccumulator(RIGHT, right);
    }

    @Override
    public void processElement(Long value, Context context, Collector<Long> out) throws Exception {
        long key = context.getCurrentKey();
        long round = value / keys;
        byte[] found = rows.value();
        if (!Arrays.equals(found, round == 0 ? null : row(key, round - 1))) {
            throw new IllegalStateException("Expected what round " + (round - 1) + " wrote under key " + key
                    + ", found " + (found == null ? "nothing" : "other bytes"));
        }
        rows.update(row(key, round));
        right.add(1);
    }

    private static byte[] row(long key, long round) {
        byte[] row = new byte[ROW];
        new SplittableRandom(key * 31 + round).nextBytes(row);
        return row;
    }

    public static void main(String[] arguments) throws Exception {
        long keys = Long.parseLong(arguments[0]);
        long records = keys * Long.parseLong(arguments[1]);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment
                .fromSequence(0, records - 1)
                .setParallelism(1)
                .keyBy(value -> value % keys)
                .process(new LargeStateJob(keys))
                .sinkTo(new DiscardingSink<>());
        long found = environment.execute("large state").<Long>getAccumulatorResult(RIGHT);
        if (found != records) {
            throw new IllegalStateException("Expected " + records + " right rows, found " + found);
        }
    }
}
