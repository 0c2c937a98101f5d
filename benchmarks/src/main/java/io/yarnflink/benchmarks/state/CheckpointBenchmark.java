package io.yarnflink.benchmarks.state;

import io.yarnflink.benchmarks.state.Keys.Distribution;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FileUtils;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Incremental checkpoints of a million counters, a tenth of which has changed since the one before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CheckpointBenchmark {

    private static final int KEYS = 1_000_000;
    private static final int CHANGES = KEYS / 10;
    private static final long MEMORY = 512L << 20;

    @SuppressWarnings("NullAway.Init")
    private Path storage;

    @SuppressWarnings("NullAway.Init")
    private Backend backend;

    @SuppressWarnings("NullAway.Init")
    private ValueState<Long> counts;

    @SuppressWarnings("NullAway.Init")
    private Keys keys;

    /** What is counted beside the time. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Travelled {

        /** Bytes that had to be written to checkpoint storage. */
        public long bytes;
    }

    /** Every key has been seen, and there is one checkpoint. */
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
        backend.beginCheckpoint(storage).run();
        backend.completed();
    }

    /** Makes changes. */
    @Setup(Level.Invocation)
    public void change() throws Exception {
        for (int i = 0; i < CHANGES; i++) {
            backend.select(keys.next());
            counts.update(counts.value() + 1);
        }
    }

    /** What the task has to wait for. */
    @Benchmark
    public boolean synchronousPart() throws Exception {
        return backend.beginCheckpoint(storage).cancel(true);
    }

    /** All of it. */
    @Benchmark
    public void checkpoint(Travelled travelled) throws Exception {
        var rest = backend.beginCheckpoint(storage);
        rest.run();
        var handle = rest.get().getJobManagerOwnedSnapshot();
        travelled.bytes += handle == null ? 0 : handle.getCheckpointedSize();
        backend.completed();
    }

    /** Ends the trial. */
    @TearDown
    public void close() throws Exception {
        backend.close();
        FileUtils.deleteDirectory(storage.toFile());
    }
}
