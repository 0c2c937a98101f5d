package io.yarnflink.benchmarks.state;

import io.yarnflink.benchmarks.state.Keys.Distribution;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Other kinds of state, a hundred thousand keys, each as often as another. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class StateKindsBenchmark {

    private static final int KEYS = 100_000;
    private static final int MAP_KEYS = 8;
    private static final int BUFFERED = 16;
    private static final long MEMORY = 512L << 20;

    @SuppressWarnings("NullAway.Init")
    private Backend backend;

    @SuppressWarnings("NullAway.Init")
    private Keys keys;

    @SuppressWarnings("NullAway.Init")
    private ValueState<Reading> readings;

    @SuppressWarnings("NullAway.Init")
    private MapState<Integer, Long> counts;

    @SuppressWarnings("NullAway.Init")
    private ListState<Long> buffered;

    private long records;

    /** Readings and counts are there for every key. */
    @Setup
    public void fill() throws Exception {
        backend = Backend.empty(MEMORY);
        readings = backend.state(new ValueStateDescriptor<>("readings", TypeInformation.of(Reading.class)));
        counts = backend.state(new MapStateDescriptor<>("counts", Types.INT, Types.LONG));
        buffered = backend.state(new ListStateDescriptor<>("buffered", Types.LONG));
        for (int key = 0; key < KEYS; key++) {
            backend.select(key);
            readings.update(new Reading("sensor-" + key));
            for (int inner = 0; inner < MAP_KEYS; inner++) {
                counts.put(inner, 0L);
            }
        }
        keys = new Keys(Distribution.UNIFORM, KEYS);
    }

    /** Reads and updates an object of the user's. */
    @Benchmark
    public void pojoValue() throws Exception {
        backend.select(keys.next());
        Reading reading = readings.value();
        reading.count++;
        reading.sum += 0.5;
        reading.highest = Math.max(reading.highest, reading.sum);
        readings.update(reading);
    }

    /** Reads and updates an entry of a map. */
    @Benchmark
    public void mapEntry() throws Exception {
        backend.select(keys.next());
        int inner = (int) (records++ % MAP_KEYS);
        counts.put(inner, counts.get(inner) + 1);
    }

    /** Appends to a list; the sixteenth append reads and clears it. */
    @Benchmark
    public long listAppend() throws Exception {
        backend.select(keys.next());
        buffered.add(records++);
        if (records % BUFFERED != 0) {
            return 0;
        }
        long sum = 0;
        Iterable<Long> all = buffered.get();
        for (long value : all) {
            sum += value;
        }
        buffered.clear();
        return sum;
    }

    /** Ends the trial. */
    @TearDown
    public void close() throws Exception {
        backend.close();
    }
}
