package io.yarnflink.benchmarks.state;

import io.yarnflink.benchmarks.state.Keys.Distribution;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A working set ten times the cache of objects: a million objects, of which a tenth has room on the heap. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class LargeStateBenchmark {

    private static final int KEYS = 1_000_000;
    private static final long MEMORY = 64L << 20;

    @SuppressWarnings("NullAway.Init")
    private Backend backend;

    @SuppressWarnings("NullAway.Init")
    private ValueState<Reading> readings;

    @SuppressWarnings("NullAway.Init")
    private Keys keys;

    /** Every key has been seen. */
    @Setup
    public void fill() throws Exception {
        backend = Backend.empty(MEMORY);
        readings = backend.state(new ValueStateDescriptor<>("readings", TypeInformation.of(Reading.class)));
        for (int key = 0; key < KEYS; key++) {
            backend.select(key);
            readings.update(new Reading("sensor-" + key));
        }
        keys = new Keys(Distribution.UNIFORM, KEYS);
    }

    /** Reads and updates an object. */
    @Benchmark
    public void pojoValue() throws Exception {
        backend.select(keys.next());
        Reading reading = readings.value();
        reading.count++;
        readings.update(reading);
    }

    /** Ends the trial. */
    @TearDown
    public void close() throws Exception {
        backend.close();
    }
}
