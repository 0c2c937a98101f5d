package io.yarnflink.state.model;

import io.yarnflink.state.RocksStateBackend;
import io.yarnflink.state.cache.CacheKeys;
import io.yarnflink.state.rocksdb.RocksKeys;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A seed decides the cache's size, operations, snapshots and restores; {@code -Dmodel.seeds=1000} runs more seeds. */
@SuppressWarnings("try") // backends' close methods throw anything
class RandomOperationsTest {

    private static final int STEPS = 600;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static List<Integer> seeds() {
        int first = Integer.getInteger("model.first", 1);
        return java.util.stream.IntStream.range(first, first + Integer.getInteger("model.seeds", 12))
                .boxed()
                .toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void shouldHoldWhatAPlainMapHolds(int seed) throws Exception {
        Random random = new Random(seed);
        Operations operations = new Operations(random);
        StateBackend backend = backend(random);
        try (Fleet fleet = new Fleet(folder.resolve("checkpoints"))) {
            fleet.restart(backend, 1 + random.nextInt(3), List.of());
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(50) == 0) {
                    restart(fleet, backend, operations, random);
                } else {
                    operations.one(fleet);
                }
            }
            operations.compareTimers(fleet);
            operations.compareAll(fleet);
        }
    }

    private StateBackend backend(Random random) {
        long[] sizes = {0, 3_500, 1 << 20};
        long size = sizes[random.nextInt(sizes.length)];
        Configuration configuration = new Configuration();
        configuration.set(CacheKeys.ENABLED, size > 0);
        configuration.set(CacheKeys.SIZE, new MemorySize(size));
        configuration.set(RocksKeys.LOCAL_FOLDERS, folder.resolve("local").toString());
        configuration.set(RocksKeys.TIMERS_CACHED, 1 + random.nextInt(4));
        return new RocksStateBackend(configuration);
    }

    private static void restart(Fleet fleet, StateBackend backend, Operations operations, Random random)
            throws Exception {
        int parallelism = 1 + random.nextInt(4);
        int kind = random.nextInt(6);
        Model then = operations.model().copy();
        Fleet.Meanwhile goingOn = goingOn(fleet, operations, random);
        if (kind == 5) {
            fleet.cancelledCheckpoint();
            return;
        }
        if (kind == 4) {
            fleet.abortedCheckpoint(goingOn);
            return;
        }
        List<KeyedStateHandle> handles = kind == 0 ? fleet.savepoint() : fleet.checkpoint(goingOn);
        if (kind == 1) {
            // A checkpoint that nobody restores from.
            return;
        }
        for (int lost = random.nextInt(20); lost > 0; lost--) {
            operations.one(fleet);
        }
        operations.goBackTo(then);
        if (kind == 0) {
            fleet.restart(new HashMapStateBackend(), 1 + random.nextInt(4), handles);
            operations.compareTimers(fleet);
            operations.compareAll(fleet);
            handles = fleet.savepoint();
        }
        fleet.restart(backend, parallelism, handles);
        operations.compareTimers(fleet);
        operations.compareAll(fleet);
    }

    private static Fleet.Meanwhile goingOn(Fleet fleet, Operations operations, Random random) {
        return new Fleet.Meanwhile() {
            @Override
            public void beforeWriting() throws Exception {
                some();
            }

            @Override
            public void whileWriting() throws Exception {
                some();
            }

            private void some() throws Exception {
                for (int left = random.nextInt(25); left > 0; left--) {
                    operations.one(fleet);
                }
            }
        };
    }
}
