package io.yarnflink.state.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.state.RocksStateBackend;
import io.yarnflink.state.cache.CacheKeys;
import io.yarnflink.state.model.Model.Spot;
import io.yarnflink.state.model.Model.Timer;
import io.yarnflink.state.rocksdb.RocksKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.java.tuple.Tuple1;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A seed decides the cache's size, operations, snapshots and restores; {@code -Dmodel.seeds=1000} runs more seeds. */
@SuppressWarnings("try") // backends' close methods throw anything
class RandomOperationsTest {

    private static final int STEPS = 600;
    private static final int KEYS = 24;
    private static final String NAMESPACE = "n";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private Model model = new Model();

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
        StateBackend backend = backend(random);
        try (Fleet fleet = new Fleet(folder.resolve("checkpoints"))) {
            fleet.restart(backend, 1 + random.nextInt(3), List.of());
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(50) == 0) {
                    restart(fleet, backend, random);
                } else {
                    operate(fleet, random);
                }
            }
            compareAll(fleet);
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

    private void restart(Fleet fleet, StateBackend backend, Random random) throws Exception {
        int parallelism = 1 + random.nextInt(4);
        int kind = random.nextInt(5);
        if (kind == 4) {
            fleet.abortedCheckpoint();
            return;
        }
        List<KeyedStateHandle> handles = kind == 0 ? fleet.savepoint() : fleet.checkpoint();
        Model then = model.copy();
        if (kind == 1) {
            // A checkpoint that nobody restores from.
            return;
        }
        for (int lost = random.nextInt(20); lost > 0; lost--) {
            operate(fleet, random);
        }
        model = then;
        if (kind == 0) {
            fleet.restart(new HashMapStateBackend(), 1 + random.nextInt(4), handles);
            compareAll(fleet);
            handles = fleet.savepoint();
        }
        fleet.restart(backend, parallelism, handles);
        compareAll(fleet);
    }

    private void operate(Fleet fleet, Random random) throws Exception {
        Spot spot = new Spot("key-" + random.nextInt(KEYS), NAMESPACE + random.nextInt(3));
        Subtask subtask = fleet.of(spot.key());
        subtask.at(spot);
        switch (random.nextInt(6)) {
            case 0 -> value(subtask, spot, random);
            case 1 -> sum(subtask, spot, random);
            case 2 -> list(subtask, spot, random);
            case 3 -> map(subtask, spot, random);
            case 4 -> timers(subtask, spot, random);
            default -> merge(subtask, spot, random);
        }
    }

    private void value(Subtask subtask, Spot spot, Random random) throws Exception {
        Tuple1<String> read = subtask.value.value();
        assertThat(read == null ? null : read.f0).isEqualTo(model.values.get(spot));
        if (read != null) {
            read.f0 = "changed without update";
        }
        if (random.nextInt(4) == 0) {
            subtask.value.clear();
            model.values.remove(spot);
        } else {
            Tuple1<String> written = Tuple1.of(text(random));
            subtask.value.update(written);
            model.values.put(spot, written.f0);
            written.f0 = "changed after update";
        }
    }

    private void sum(Subtask subtask, Spot spot, Random random) throws Exception {
        assertThat(subtask.sum.get()).isEqualTo(model.sums.get(spot));
        if (random.nextInt(5) == 0) {
            subtask.sum.clear();
            model.sums.remove(spot);
        } else {
            long more = random.nextInt(100);
            subtask.sum.add(more);
            model.sums.merge(spot, more, Long::sum);
        }
    }

    private void list(Subtask subtask, Spot spot, Random random) throws Exception {
        List<String> more = List.of(text(random), text(random));
        switch (random.nextInt(5)) {
            case 0 -> {
                subtask.list.clear();
                model.lists.remove(spot);
            }
            case 1 -> {
                subtask.list.update(more);
                model.lists.put(spot, new ArrayList<>(more));
            }
            case 2 -> {
                subtask.list.addAll(more);
                model.lists.computeIfAbsent(spot, missing -> new ArrayList<>()).addAll(more);
            }
            default -> {
                subtask.list.add(more.get(0));
                model.lists.computeIfAbsent(spot, missing -> new ArrayList<>()).add(more.get(0));
            }
        }
        assertThat(subtask.list.getInternal()).isEqualTo(model.lists.get(spot));
    }

    private void map(Subtask subtask, Spot spot, Random random) throws Exception {
        int userKey = random.nextInt(6);
        Map<Integer, String> expected = model.map(spot);
        assertThat(subtask.map.get(userKey)).isEqualTo(expected.get(userKey));
        switch (random.nextInt(8)) {
            case 0 -> {
                subtask.map.clear();
                expected.clear();
            }
            case 1 -> {
                subtask.map.remove(userKey);
                expected.remove(userKey);
            }
            case 2 -> walk(subtask, expected, random);
            case 3 -> assertThat(subtask.map.isEmpty()).isEqualTo(expected.isEmpty());
            default -> {
                String written = random.nextInt(8) == 0 ? null : text(random);
                subtask.map.put(userKey, written);
                expected.put(userKey, written);
            }
        }
        assertThat(subtask.map.contains(userKey)).isEqualTo(expected.containsKey(userKey));
    }

    private static void walk(Subtask subtask, Map<Integer, String> expected, Random random) throws Exception {
        Map<Integer, String> before = new TreeMap<>(expected);
        Map<Integer, String> seen = new TreeMap<>();
        Iterator<Map.Entry<Integer, String>> entries = subtask.map.iterator();
        while (entries.hasNext()) {
            Map.Entry<Integer, String> entry = entries.next();
            seen.put(entry.getKey(), entry.getValue());
            int what = random.nextInt(4);
            if (what == 0) {
                entries.remove();
                expected.remove(entry.getKey());
            } else if (what == 1) {
                String written = text(random);
                entry.setValue(written);
                expected.put(entry.getKey(), written);
            }
        }
        assertThat(seen).isEqualTo(before);
    }

    private void timers(Subtask subtask, Spot spot, Random random) {
        var timer = new TimerHeapInternalTimer<>(random.nextInt(40) - 10L, spot.key(), NAMESPACE);
        switch (random.nextInt(4)) {
            case 0 -> {
                subtask.timers.remove(timer);
                model.timers.remove(new Timer(timer.getTimestamp(), spot.key()));
            }
            case 1 -> poll(subtask);
            default -> {
                subtask.timers.add(timer);
                model.timers.add(new Timer(timer.getTimestamp(), spot.key()));
            }
        }
    }

    /** Of timers at the same time, any may fire first. */
    private void poll(Subtask subtask) {
        TimerHeapInternalTimer<String, String> polled = subtask.timers.poll();
        Timer first = model.timers.stream()
                .filter(timer -> subtask.backend
                        .getKeyGroupRange()
                        .contains(org.apache.flink.runtime.state.KeyGroupRangeAssignment.assignToKeyGroup(
                                timer.key(), Subtask.KEY_GROUPS)))
                .findFirst()
                .orElse(null);
        assertThat(polled == null ? null : polled.getTimestamp()).isEqualTo(first == null ? null : first.time());
        if (polled != null) {
            assertThat(model.timers.remove(new Timer(polled.getTimestamp(), polled.getKey())))
                    .isTrue();
        }
    }

    private void merge(Subtask subtask, Spot spot, Random random) throws Exception {
        Spot other = new Spot(spot.key(), NAMESPACE + random.nextInt(3));
        if (other.equals(spot)) {
            return;
        }
        subtask.sum.mergeNamespaces(spot.namespace(), List.of(other.namespace()));
        Long moved = model.sums.remove(other);
        if (moved != null) {
            model.sums.merge(spot, moved, Long::sum);
        }
        subtask.list.mergeNamespaces(spot.namespace(), List.of(other.namespace()));
        List<String> movedList = model.lists.remove(other);
        if (movedList != null) {
            model.lists.computeIfAbsent(spot, missing -> new ArrayList<>()).addAll(movedList);
        }
    }

    private void compareAll(Fleet fleet) throws Exception {
        var timers = new TreeSet<Timer>();
        for (Subtask subtask : fleet.subtasks()) {
            try (var all = subtask.timers.iterator()) {
                all.forEachRemaining(timer -> timers.add(new Timer(timer.getTimestamp(), timer.getKey())));
            }
        }
        assertThat(timers).isEqualTo(model.timers);
        for (int namespace = 0; namespace < 3; namespace++) {
            var keys = new TreeSet<String>();
            for (Subtask subtask : fleet.subtasks()) {
                try (var some = subtask.backend.getKeys("value", NAMESPACE + namespace)) {
                    some.forEach(key -> assertThat(keys.add(key)).isTrue());
                }
            }
            var expected = new TreeSet<String>();
            for (int key = 0; key < KEYS; key++) {
                Spot spot = new Spot("key-" + key, NAMESPACE + namespace);
                compare(fleet.of(spot.key()), spot);
                if (model.values.containsKey(spot)) {
                    expected.add(spot.key());
                }
            }
            assertThat(keys).isEqualTo(expected);
        }
    }

    private void compare(Subtask subtask, Spot spot) throws Exception {
        subtask.at(spot);
        Tuple1<String> value = subtask.value.value();
        assertThat(value == null ? null : value.f0).isEqualTo(model.values.get(spot));
        assertThat(subtask.sum.get()).isEqualTo(model.sums.get(spot));
        assertThat(subtask.list.getInternal()).isEqualTo(model.lists.get(spot));
        var map = new TreeMap<Integer, String>();
        Iterable<Map.Entry<Integer, String>> entries = subtask.map.entries();
        if (entries != null) {
            entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        }
        assertThat(map).isEqualTo(model.map(spot));
    }

    private static String text(Random random) {
        return Integer.toString(random.nextInt(1000), 36).repeat(1 + random.nextInt(4));
    }
}
