package io.yarnflink.state.cache;

/**
 * Packs frozen rows, one key group after the other: rows begin with their key group, so these are in order, and the rows of a few
 * are sorted and read again within the processor's caches. Belongs to one thread at a time.
 */
final class RowPacker {

    /** How many rows are looked at before they are packed. */
    private static final int AHEAD = 64;

    private final FrozenRows<?> rows;
    private final long enough;
    private final long most;

    /** Places of rows, ordered by key group. */
    private final int[] places;

    /** Where each key group's end is among them. */
    private final int[] ends;

    private int keyGroup;
    private int next;

    /**
     * Begins with the first row.
     *
     * @param enough bytes after which no other key group is packed with those before
     * @param most bytes after which not even the rest of a key group is
     */
    RowPacker(FrozenRows<?> rows, long enough, long most) {
        this.rows = rows;
        this.enough = enough;
        this.most = most;
        this.places = new int[rows.size()];
        this.ends = new int[rows.format().keyGroups()];
        orderByKeyGroup();
    }

    private void orderByKeyGroup() {
        char[] keyGroups = new char[places.length];
        int[] begins = new int[ends.length + 1];
        for (int place = 0; place < places.length; place++) {
            keyGroups[place] = (char) rows.keyGroup(place);
            begins[keyGroups[place] + 1]++;
        }
        for (int group = 0; group < ends.length; group++) {
            begins[group + 1] += begins[group];
            ends[group] = begins[group + 1];
        }
        for (int place = 0; place < places.length; place++) {
            places[begins[keyGroups[place]]++] = place;
        }
    }

    /** Whether there is a row that was not packed yet. */
    boolean hasNext() {
        return next < places.length;
    }

    /**
     * Packs the next rows.
     *
     * @return whether they end with a key group; if not, what is packed next may come before them in order
     */
    boolean pack(PackedRows packed) {
        while (hasNext() && packed.bytes() < enough) {
            packKeyGroup(packed);
            if (next < ends[keyGroup]) {
                return false;
            }
            keyGroup++;
        }
        return true;
    }

    private void packKeyGroup(PackedRows packed) {
        while (next < ends[keyGroup] && packed.bytes() < most) {
            int stop = Math.min(ends[keyGroup], next + AHEAD);
            fetch(stop);
            while (next < stop) {
                rows.addTo(packed, places[next++]);
            }
        }
    }

    /**
     * Entries, keys and values lie all over the heap, where one takes longer to get than to pack. Looked at with nothing in between, many are
     * got at a time.
     */
    private void fetch(int stop) {
        int alike = 0;
        for (int i = next; i < stop; i++) {
            alike += rows.lookAt(places[i]);
        }
        // If nobody cared what was seen, the compiler would not look.
        if (alike < 0) {
            throw new IllegalStateException("Expected no negative number, found " + alike);
        }
    }
}
