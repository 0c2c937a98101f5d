package io.yarnflink.state.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.yarnflink.state.model.Model.Spot;
import io.yarnflink.state.model.Model.Timer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.java.tuple.Tuple1;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;

/**
 * Operations on state, decided by a random number generator, done to a fleet and to a model at once; what is read must be what
 * the model holds. User code that changes objects it has read or written is part of it.
 */
@SuppressWarnings("try") // streams' close methods
final class Operations {

    private static final int KEYS = 24;
    private static final String NAMESPACE = "n";

    private final Random random;
    private Model model = new Model();

    Operations(Random random) {
        this.random = random;
    }

    Model model() {
        return model;
    }

    /** State is as it was then. */
    void goBackTo(Model then) {
        model = then;
    }

    /** Does one. */
    void one(Fleet fleet) throws Exception {
        Spot spot = new Spot("key-" + random.nextInt(KEYS), NAMESPACE + random.nextInt(3));
        Subtask subtask = fleet.of(spot.key());
        subtask.at(spot);
        switch (random.nextInt(6)) {
            case 0 -> value(subtask, spot);
            case 1 -> sum(subtask, spot);
            case 2 -> list(subtask, spot);
            case 3 -> map(subtask, spot);
            case 4 -> timers(subtask, spot);
            default -> merge(subtask, spot);
        }
    }

    private void value(Subtask subtask, Spot spot) throws Exception {
        Tuple1<String> read = subtask.value.value();
        assertThat(read == null ? null : read.f0).isEqualTo(model.values.get(spot));
        if (read != null) {
            read.f0 = "changed without update";
        }
        if (random.nextInt(4) == 0) {
            subtask.value.clear();
            model.values.remove(spot);
        } else {
            Tuple1<String> written = Tuple1.of(text());
            subtask.value.update(written);
            model.values.put(spot, written.f0);
            written.f0 = "changed after update";
        }
    }

    private void sum(Subtask subtask, Spot spot) throws Exception {
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

    private void list(Subtask subtask, Spot spot) throws Exception {
        List<String> more = List.of(text(), text());
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

    private void map(Subtask subtask, Spot spot) throws Exception {
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
            case 2 -> walk(subtask, expected);
            case 3 -> assertThat(subtask.map.isEmpty()).isEqualTo(expected.isEmpty());
            default -> {
                String written = random.nextInt(8) == 0 ? null : text();
                subtask.map.put(userKey, written);
                expected.put(userKey, written);
            }
        }
        assertThat(subtask.map.contains(userKey)).isEqualTo(expected.containsKey(userKey));
    }

    private void walk(Subtask subtask, Map<Integer, String> expected) throws Exception {
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
                String written = text();
                entry.setValue(written);
                expected.put(entry.getKey(), written);
            }
        }
        assertThat(seen).isEqualTo(before);
    }

    private void timers(Subtask subtask, Spot spot) {
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
                        .contains(KeyGroupRangeAssignment.assignToKeyGroup(timer.key(), Subtask.KEY_GROUPS)))
                .findFirst()
                .orElse(null);
        assertThat(polled == null ? null : polled.getTimestamp()).isEqualTo(first == null ? null : first.time());
        if (polled != null) {
            assertThat(model.timers.remove(new Timer(polled.getTimestamp(), polled.getKey())))
                    .isTrue();
        }
    }

    private void merge(Subtask subtask, Spot spot) throws Exception {
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

    /** Reads everything. */
    void compareAll(Fleet fleet) throws Exception {
        drainTimers(fleet);
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

    /** Flink's own queues in RocksDB do not always show all timers to who walks along them; they do fire. */
    private void drainTimers(Fleet fleet) {
        var drained = new TreeSet<Timer>();
        for (Subtask subtask : fleet.subtasks()) {
            List<TimerHeapInternalTimer<String, String>> polled = new ArrayList<>();
            for (var timer = subtask.timers.poll(); timer != null; timer = subtask.timers.poll()) {
                polled.add(timer);
                drained.add(new Timer(timer.getTimestamp(), timer.getKey()));
            }
            subtask.timers.addAll(polled);
        }
        assertThat(drained).isEqualTo(model.timers);
    }

    /** Walks along all timers. */
    void compareTimers(Fleet fleet) throws Exception {
        var timers = new TreeSet<Timer>();
        for (Subtask subtask : fleet.subtasks()) {
            try (var all = subtask.timers.iterator()) {
                all.forEachRemaining(timer -> timers.add(new Timer(timer.getTimestamp(), timer.getKey())));
            }
        }
        assertThat(timers).isEqualTo(model.timers);
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

    private String text() {
        return Integer.toString(random.nextInt(1000), 36).repeat(1 + random.nextInt(4));
    }
}
