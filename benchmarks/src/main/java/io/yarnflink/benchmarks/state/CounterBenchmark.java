package io.yarnflink.benchmarks.state;

import io.yarnflink.benchmarks.state.Keys.Distribution;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A count per key: one read and one update per record, a million keys. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class CounterBenchmark {

    private static final int KEYS = 1_000_000;
    private static final long MEMORY = 512L << 20;

    @Param({"UNIFORM", "ZIPF"})
    @SuppressWarnings("NullAway.Init")
    public Distribution distribution;

    @SuppressWarnings("NullAway.Init")
    private Backend backend;

    @SuppressWarnings("NullAway.Init")
    private ValueState<Long> counts;

    @SuppressWarnings("NullAway.Init")
    private Keys keys;

    /** Every key has been seen. */
    @Setup
    public void fill() throws Exception {
        backend = Backend.empty(MEMORY);
        counts = backend.state(new ValueStateDescriptor<>("counts", Types.LONG));
        for (int key = 0; key < KEYS; key++) {
            backend.select(key);
            counts.update(1L);
        }
        keys = new Keys(distribution, KEYS);
    }

    /** One record. */
    @Benchmark
    public void count() throws Exception {
        backend.select(keys.next());
        Long count = counts.value();
        counts.update(count == null ? 1L : count + 1);
    }

    /** Ends the trial. */
    @TearDown
    public void close() throws Exception {
        backend.close();
    }
}
