package io.yarnflink.state.cache;

import io.yarnflink.state.changes.Adoptions;
import io.yarnflink.state.changes.Changes;
import io.yarnflink.state.rocksdb.Batch;
import io.yarnflink.state.rocksdb.RocksStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The entries of all states of a backend, within a number of bytes. When they are too many, a hand goes round: an entry that
 * nobody asked for since it last came by goes, those that are dirty are written in batches. Owned by the task's thread.
 *
 * <p>Sizes are estimates: an object takes about as many times the bytes of its serialized form as {@link #BLOW_UP} says,
 * and an entry {@link #OVERHEAD} besides. The form's size is measured at the first put and from time to time after that; what is
 * only read is charged what others of the state have, some of which are measured.
 */
final class ObjectCache {

    private static final int OVERHEAD = 160;
    private static final int BLOW_UP = 3;
    private static final int FIRST_TABLE = 1 << 10;
    private static final int PUTS_PER_MEASUREMENT = 32;
    private static final int LOADS_PER_MEASUREMENT = 16;
    private static final int ROOM_FRACTION = 32;

    /** Bounds what is on the heap besides while entries are written. */
    private static final int SORTED_TOGETHER = 1 << 15;

    private static final Comparator<Keyed<?>> BY_KEY = (one, other) -> Arrays.compareUnsigned(one.key, other.key);

    private static final Logger LOG = LoggerFactory.getLogger(ObjectCache.class);

    private final RocksStore store;
    private final Adoptions adoptions;
    private final CacheBudget.Share share;
    private final CacheCounters counters;
    private final Batch batch = new Batch();
    private final List<Entry<?>> ring = new ArrayList<>();
    private @Nullable Entry<?>[] table = new Entry<?>[FIRST_TABLE];
    private long bytes;
    private final List<CachedRows<?>> states = new ArrayList<>();
    private int hand;
    private @Nullable FrozenChanges frozen;
    private int generation;
    private int loads;

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Keyed<V>(byte[] key, Entry<V> entry) {}

    ObjectCache(RocksStore store, Adoptions adoptions, CacheBudget.Share share, CacheCounters counters) {
        this.store = store;
        this.adoptions = adoptions;
        this.share = share;
        this.counters = counters;
    }

    /** The entry for {@code place}, or null. */
    @SuppressWarnings("unchecked") // rows of one state have values of one type
    <V> @Nullable Entry<V> find(CachedRows<V> rows, Entry.Place place) {
        int hash = hash(rows, place);
        for (Entry<?> entry = table[hash & (table.length - 1)]; entry != null; entry = entry.next) {
            if (entry.hash == hash && entry.is(rows, place)) {
                entry.referenced = true;
                counters.hit();
                return (Entry<V>) entry;
            }
        }
        counters.miss();
        return null;
    }

    /** Makes an entry for {@code place}, for which there is none; its row has about {@code rowBytes}. */
    <V> Entry<V> add(CachedRows<V> rows, Entry.Place place, int rowBytes) {
        makeRoom();
        if (ring.size() >= table.length) {
            grow();
        }
        Entry<V> entry = new Entry<>(rows, place, hash(rows, place));
        int slot = entry.hash & (table.length - 1);
        entry.next = table[slot];
        table[slot] = entry;
        ring.add(entry);
        charge(entry, rowBytes);
        entry.unmeasured = PUTS_PER_MEASUREMENT - 1;
        return entry;
    }

    /** {@code entry}'s value has just been read. */
    <V> void loaded(Entry<V> entry) {
        if ((++loads & LOADS_PER_MEASUREMENT - 1) == 0) {
            charge(entry, entry.rows.measure(entry));
        }
    }

    /** Entries of a state will come. */
    void register(CachedRows<?> rows) {
        states.add(rows);
    }

    /** {@code entry}'s value is another now. */
    <V> void changed(Entry<V> entry) {
        if (entry.dirtyPlace < 0) {
            entry.dirtyPlace = entry.rows.dirty.size();
            entry.rows.dirty.add(entry);
        }
        if (++entry.unmeasured >= PUTS_PER_MEASUREMENT) {
            charge(entry, entry.rows.measure(entry));
        }
    }

    /** The store has what {@code entry} says. */
    <V> void clean(Entry<V> entry) {
        List<Entry<V>> dirty = entry.rows.dirty;
        int place = entry.dirtyPlace;
        if (place >= 0) {
            Entry<V> last = dirty.remove(dirty.size() - 1);
            if (last != entry) {
                dirty.set(place, last);
                last.dirtyPlace = place;
            }
            entry.dirtyPlace = -1;
        }
    }

    /**
     * Everything that is dirty, as it is now. It counts as written; until it is, entries cannot go.
     *
     * @param folder for files, does not exist
     */
    Changes freeze(long snapshot, Path folder) {
        settle();
        generation++;
        List<FrozenRows<?>> changed = new ArrayList<>();
        for (CachedRows<?> rows : states) {
            if (!rows.dirty.isEmpty()) {
                changed.add(freeze(rows));
            }
        }
        if (changed.isEmpty()) {
            return Changes.NONE;
        }
        frozen = new FrozenChanges(snapshot, folder, store, changed);
        return frozen;
    }

    private <V> FrozenRows<V> freeze(CachedRows<V> rows) {
        List<Entry<V>> entries = rows.dirty;
        rows.dirty = new ArrayList<>();
        return FrozenRows.of(rows, entries, generation);
    }

    /** Gives the store what was frozen if that has been written meanwhile. To be called often. */
    void settleIfWritten() {
        if (frozen != null && frozen.isDecided()) {
            settle();
        }
    }

    /** Gives the store what was frozen, whoever has to write it. If it cannot be written, it is dirty again. */
    private void settle() {
        FrozenChanges changes = frozen;
        if (changes == null) {
            return;
        }
        frozen = null;
        long begin = counters.flushing();
        try {
            adoptions.adopt(store, changes.tables());
        } catch (IOException failure) {
            LOG.warn("Entries that were frozen are kept as dirty ones", failure);
            changes.states().forEach(this::thaw);
        } finally {
            changes.drop();
            counters.flushed(begin);
        }
    }

    private <V> void thaw(FrozenRows<V> rows) {
        rows.thaw(entry -> {
            if (entry.dirtyPlace < 0) {
                changed(entry);
            }
        });
    }

    private boolean isFrozen(Entry<?> entry) {
        return frozen != null && entry.frozenIn == generation;
    }

    /** Writes everything that is dirty. */
    void writeBack() {
        for (CachedRows<?> rows : states) {
            writeBack(rows);
        }
    }

    /** Writes everything of one state that is dirty. */
    <V> void writeBack(CachedRows<V> rows) {
        if (frozen != null && frozen.has(rows)) {
            settle();
        }
        if (rows.dirty.isEmpty()) {
            return;
        }
        long begin = counters.flushing();
        while (!rows.dirty.isEmpty()) {
            int end = rows.dirty.size();
            writeInOrder(rows.dirty.subList(Math.max(0, end - SORTED_TOGETHER), end));
        }
        store.write(batch);
        counters.flushed(begin);
    }

    /** Drops the entries of {@code rows}, which are clean. */
    void forget(CachedRows<?> rows) {
        for (int i = ring.size() - 1; i >= 0; i--) {
            if (ring.get(i).rows == rows) {
                remove(i);
            }
        }
    }

    /** How many entries there are. */
    int size() {
        return ring.size();
    }

    /** In the order of their keys: RocksDB then finds the place of a row near that of the one before. */
    private <V> void writeInOrder(List<Entry<V>> entries) {
        List<Keyed<V>> ordered = new ArrayList<>(entries.size());
        for (Entry<V> entry : entries) {
            ordered.add(new Keyed<>(entry.rows.format().key(entry), entry));
        }
        ordered.sort(BY_KEY);
        for (Keyed<V> keyed : ordered) {
            write(keyed.entry, keyed.key);
            store.writeIfFull(batch);
        }
    }

    private <V> void write(Entry<V> entry, byte[] key) {
        int rowBytes = entry.rows.write(entry, key, batch);
        entry.stored = !entry.absent;
        clean(entry);
        charge(entry, rowBytes);
    }

    private static <V> byte[] key(Entry<V> entry) {
        return entry.rows.format().key(entry);
    }

    private void charge(Entry<?> entry, int rowBytes) {
        int now = (int) Math.min(OVERHEAD + (long) BLOW_UP * rowBytes, Integer.MAX_VALUE);
        bytes += now - entry.bytes;
        entry.bytes = now;
        entry.unmeasured = 0;
    }

    private void makeRoom() {
        long limit = share.bytes();
        if (bytes <= limit) {
            return;
        }
        long goal = limit - limit / ROOM_FRACTION;
        int spared = 0;
        while (bytes > goal && !ring.isEmpty()) {
            hand = hand >= ring.size() ? 0 : hand;
            Entry<?> entry = ring.get(hand);
            if (entry.referenced || isFrozen(entry)) {
                entry.referenced = false;
                hand++;
                if (++spared > 2 * ring.size()) {
                    settle();
                }
                continue;
            }
            if (entry.dirtyPlace >= 0) {
                write(entry, key(entry));
                store.writeIfFull(batch);
            }
            remove(hand);
            counters.evicted();
        }
        store.write(batch);
    }

    /** Takes out the entry at that place of the ring; the last one takes its place. */
    private void remove(int place) {
        Entry<?> entry = ring.get(place);
        Entry<?> last = ring.remove(ring.size() - 1);
        if (last != entry) {
            ring.set(place, last);
        }
        bytes -= entry.bytes;
        int slot = entry.hash & (table.length - 1);
        Entry<?> before = table[slot];
        if (before == entry) {
            table[slot] = entry.next;
            return;
        }
        while (before != null && before.next != entry) {
            before = before.next;
        }
        if (before != null) {
            before.next = entry.next;
        }
    }

    private void grow() {
        @Nullable Entry<?>[] larger = new Entry<?>[table.length * 2];
        for (Entry<?> entry : ring) {
            int slot = entry.hash & (larger.length - 1);
            entry.next = larger[slot];
            larger[slot] = entry;
        }
        table = larger;
    }

    private static int hash(CachedRows<?> rows, Entry.Place place) {
        int hash = System.identityHashCode(rows);
        hash = 31 * hash + place.key().hashCode();
        hash = 31 * hash + place.namespace().hashCode();
        hash = 31 * hash + (place.userKey() == null ? 0 : place.userKey().hashCode());
        // Neighbouring keys have neighbouring hashes; the table looks at the low bits alone.
        hash *= 0x9E3779B9;
        return hash ^ (hash >>> 15);
    }
}
