package io.yarnflink.state.model;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What state should hold: by key and namespace, in plain maps. */
final class Model implements Serializable {

    private static final long serialVersionUID = 1L;

    /** A key and a namespace. */
    record Spot(String key, String namespace) implements Serializable {}

    /** A timer, in the order of firing. */
    record Timer(long time, String key) implements Comparable<Timer>, Serializable {
        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(time, other.time);
            return byTime != 0 ? byTime : key.compareTo(other.key);
        }
    }

    final Map<Spot, String> values = new HashMap<>();
    final Map<Spot, Long> sums = new HashMap<>();
    final Map<Spot, List<String>> lists = new HashMap<>();
    final Map<Spot, Map<Integer, String>> maps = new HashMap<>();
    final TreeSet<Timer> timers = new TreeSet<>();

    Model copy() {
        Model copy = new Model();
        copy.values.putAll(values);
        copy.sums.putAll(sums);
        lists.forEach((spot, list) -> copy.lists.put(spot, new ArrayList<>(list)));
        maps.forEach((spot, map) -> copy.maps.put(spot, new TreeMap<>(map)));
        copy.timers.addAll(timers);
        return copy;
    }

    Map<Integer, String> map(Spot spot) {
        return maps.computeIfAbsent(spot, missing -> new TreeMap<>());
    }
}
