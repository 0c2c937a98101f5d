package io.yarnflink.it.jobs;

import java.lang.reflect.Field;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A task that takes three gigabytes past all limits of the JVM, as a native library may, and keeps them. */
public final class GreedyJob implements MapFunction<Long, Long> {

    private static final long serialVersionUID = 1L;
    private static final long BLOCK = 64L << 20;
    private static final long BLOCKS = 48;
    private static final byte FILL = 1;

    @Override
    public Long map(Long value) throws Exception {
        Field field = Class.forName("sun.misc.Unsafe").getDeclaredField("theUnsafe");
        field.setAccessible(true);
        Object unsafe = field.get(null);
        long address =
                (long) unsafe.getClass().getMethod("allocateMemory", long.class).invoke(unsafe, BLOCK);
        unsafe.getClass()
                .getMethod("setMemory", long.class, long.class, byte.class)
                .invoke(unsafe, address, BLOCK, FILL);
        if (value == BLOCKS) {
            new CountDownLatch(1).await();
        }
        return value;
    }

    public static void main(String[] arguments) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
        environment.fromSequence(1, BLOCKS).map(new GreedyJob()).print();
        environment.execute("Greedy");
    }
}
