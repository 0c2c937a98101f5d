package io.yarnflink.benchmarks.state;

import io.yarnflink.benchmarks.state.Keys.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** How long a record takes while checkpoints are taken, one every two seconds: counters over a million keys. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LatencyBenchmark {

    private static final int KEYS = 1_000_000;
    private static final long MEMORY = 512L << 20;
    private static final long INTERVAL_NANOS = 2_000_000_000L;
    private static final int LOOK_AT_THE_CLOCK = 255;

    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private long due;
    private long records;
    private @Nullable RunnableFuture<?> running;

    @SuppressWarnings("NullAway.Init")
    private Path storage;

    @SuppressWarnings("NullAway.Init")
    private Backend backend;

    @SuppressWarnings("NullAway.Init")
    private ValueState<Long> counts;

    @SuppressWarnings("NullAway.Init")
    private Keys keys;

    /** Every key has been seen. */
    @Setup
    public void fill() throws Exception {
        storage = Files.createTempDirectory("checkpoints");
        backend = Backend.empty(MEMORY);
        counts = backend.state(new ValueStateDescriptor<>("counts", Types.LONG));
        for (int key = 0; key < KEYS; key++) {
            backend.select(key);
            counts.update(1L);
        }
        keys = new Keys(Distribution.UNIFORM, KEYS);
        due = System.nanoTime() + INTERVAL_NANOS;
    }

    /** One record, and a checkpoint's synchronous part if it is time for one. */
    @Benchmark
    public void record() throws Exception {
        if ((++records & LOOK_AT_THE_CLOCK) == 0) {
            checkpointIfDue();
        }
        backend.select(keys.next());
        counts.update(counts.value() + 1);
    }

    private void checkpointIfDue() throws Exception {
        if (System.nanoTime() < due || (running != null && !running.isDone())) {
            return;
        }
        if (running != null) {
            backend.completed();
        }
        due = System.nanoTime() + INTERVAL_NANOS;
        running = backend.beginCheckpoint(storage);
        background.execute(running);
    }

    /** Ends the trial. */
    @TearDown
    public void close() throws Exception {
        if (running != null) {
            running.get();
        }
        background.shutdown();
        backend.close();
        FileUtils.deleteDirectory(storage.toFile());
    }
}
