package io.yarnflink.state.cells;

import java.util.Collection;
import org.apache.flink.util.function.BiFunctionWithException;
import org.jspecify.annotations.Nullable;

/** Makes one value of those of several namespaces, as when windows grow together. */
final class MergedNamespaces {

    private MergedNamespaces() {}

    /**
     * Puts under {@code target} what {@code combine} makes of what is there and under {@code sources}; nothing is left
     * under {@code sources}, unless one of them is the target.
     */
    static <N, V> void merge(
            ValueCells<N, V> cells,
            N target,
            @Nullable Collection<N> sources,
            BiFunctionWithException<V, V, V, Exception> combine)
            throws Exception {
        if (sources == null || sources.isEmpty()) {
            return;
        }
        V merged = null;
        for (N source : sources) {
            V value = source == null ? null : cells.get(source);
            if (value != null) {
                cells.remove(source);
                merged = merged == null ? value : combine.apply(merged, value);
            }
        }
        if (merged == null) {
            return;
        }
        V there = cells.get(target);
        cells.put(target, there == null ? merged : combine.apply(there, merged));
    }
}
