package io.yarnflink.state.cache;

/** Removing what an entry stands for. */
final class Removal {

    private Removal() {}

    /** There is to be no row; where the store has none, nothing needs to be written. */
    static <V> void mark(ObjectCache cache, Entry<V> entry) {
        entry.value = null;
        entry.absent = true;
        if (entry.stored) {
            cache.changed(entry);
        } else {
            cache.clean(entry);
        }
    }
}
