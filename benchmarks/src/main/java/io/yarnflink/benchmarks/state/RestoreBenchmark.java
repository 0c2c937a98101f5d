package io.yarnflink.benchmarks.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.util.FileUtils;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From a checkpoint on a local disk to the first read of restored state. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@SuppressWarnings("try") // backends' close methods throw anything
public class RestoreBenchmark {

    private static final int ROW = 1000;
    private static final long MEMORY = 256L << 20;

    /** How large the state is. */
    @Param("1000")
    public int megabytes;

    @SuppressWarnings("NullAway.Init")
    private Path storage;

    @SuppressWarnings("NullAway.Init")
    private KeyedStateHandle handle;

    private @Nullable Backend restored;

    /** Writes the state and takes a checkpoint. */
    @Setup
    public void fill() throws Exception {
        storage = Files.createTempDirectory("checkpoints");
        Random random = new Random(42);
        try (Backend backend = Backend.empty(MEMORY)) {
            ValueState<byte[]> rows = backend.state(descriptor());
            for (int key = 0; key < megabytes * 1000; key++) {
                byte[] row = new byte[ROW];
                random.nextBytes(row);
                backend.select(key);
                rows.update(row);
            }
            var checkpoint = backend.beginCheckpoint(storage);
            checkpoint.run();
            KeyedStateHandle taken = checkpoint.get().getJobManagerOwnedSnapshot();
            if (taken == null) {
                throw new IllegalStateException("Expected a checkpoint of something, found none");
            }
            handle = taken;
        }
    }

    /** With the parallelism it had. */
    @Benchmark
    public byte[] sameParallelism() throws Exception {
        return restore(false);
    }

    /** One of two subtasks where there was one. */
    @Benchmark
    public byte[] doubledParallelism() throws Exception {
        return restore(true);
    }

    private byte[] restore(boolean half) throws Exception {
        Backend backend = Backend.restored(MEMORY, handle, half);
        restored = backend;
        ValueState<byte[]> rows = backend.state(descriptor());
        for (long key = 0; ; key++) {
            if (backend.selectIfHere(key)) {
                return rows.value();
            }
        }
    }

    private static ValueStateDescriptor<byte[]> descriptor() {
        return new ValueStateDescriptor<>("rows", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
    }

    /** Ends what was restored. */
    @TearDown(Level.Invocation)
    public void closeRestored() throws Exception {
        if (restored != null) {
            restored.close();
            restored = null;
        }
    }

    /** Ends the trial. */
    @TearDown
    public void close() throws Exception {
        FileUtils.deleteDirectory(storage.toFile());
    }
}
