package io.yarnflink.am.worker;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which nodes get no containers for now, because containers failed there again and again. At most a third of the
 * cluster's nodes are avoided at once, the first ones first: what fails everywhere is no node's fault. YARN avoids hosts,
 * and a host may be several nodes, as on a cluster for trying out. Reads no clock. Owned by the thread of
 * {@link WorkerLoop}.
 */
final class TroubledNodes {

    private static final int SHARE = 3;

    /** Where all nodes are on a cluster for trying out; there is no other. */
    private static final String ONE_MACHINE = "localhost";

    private final NodePolicy policy;
    /** When containers failed on a host; only moments within the window. */
    private final Map<String, Deque<Long>> failures = new HashMap<>();
    /** Until when a host is to be avoided, in the order in which that was found. */
    private final Map<String, Long> until = new LinkedHashMap<>();

    /** The ports of the NodeManagers that are known of a host. */
    private final Map<String, Set<Integer>> nodes = new HashMap<>();

    private Set<String> avoided = Set.of();

    TroubledNodes(NodePolicy policy) {
        this.policy = policy;
    }

    /** What is to be told to the cluster: hosts to avoid from now on, and hosts to avoid no longer. */
    record Change(Set<String> avoid, Set<String> trustAgain) {

        boolean isEmpty() {
            return avoid.isEmpty() && trustAgain.isEmpty();
        }
    }

    /** There is a NodeManager on that port of a host. */
    void seen(String host, int port) {
        nodes.computeIfAbsent(host, name -> new HashSet<>()).add(port);
    }

    /** Nothing else is to be had: better a troubled node than none. */
    void trustAll() {
        until.clear();
    }

    /** A container has failed on a host. */
    void failed(String host, long now) {
        if (policy.failures() == 0 || host.equals(ONE_MACHINE)) {
            return;
        }
        Deque<Long> moments = failures.computeIfAbsent(host, name -> new ArrayDeque<>());
        moments.addLast(now);
        while (now - moments.getFirst() > policy.window().toMillis()) {
            moments.removeFirst();
        }
        if (moments.size() >= policy.failures()) {
            until.put(host, now + policy.avoidance().toMillis());
            failures.remove(host);
        }
    }

    /**
     * What has changed since the last call.
     *
     * @param clusterNodes how many nodes the cluster has now
     */
    Change update(int clusterNodes, long now) {
        until.values().removeIf(end -> end <= now);
        Set<String> next = new HashSet<>();
        int left = clusterNodes / SHARE;
        for (String host : until.keySet()) {
            int size = Math.max(1, nodes.getOrDefault(host, Set.of()).size());
            if (size <= left) {
                left -= size;
                next.add(host);
            }
        }
        Set<String> added = new HashSet<>(next);
        added.removeAll(avoided);
        Set<String> removed = new HashSet<>(avoided);
        removed.removeAll(next);
        avoided = next;
        return new Change(added, removed);
    }
}
