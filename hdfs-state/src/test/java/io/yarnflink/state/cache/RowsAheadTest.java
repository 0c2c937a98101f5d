package io.yarnflink.state.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.state.cells.CellContext;
import io.yarnflink.state.columns.KeyLayout;
import io.yarnflink.state.columns.KeyWriter;
import io.yarnflink.state.rocksdb.RocksStore;
import io.yarnflink.state.rocksdb.StoreOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.state.InternalKeyContextImpl;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowsAheadTest {

    private static final int KEY_GROUPS = 8;
    private static final int KEYS = 10_000;
    private static final long NO_LIMIT = Long.MAX_VALUE;

    @TempDir
    private Path folder;

    private RocksStore store;
    private Rows<Long, VoidNamespace, Void, Long> rows;

    @BeforeEach
    void open() {
        store = RocksStore.open(folder, new StoreOptions(new Configuration()), null);
        KeyLayout layout = KeyLayout.of(KeyGroupRange.of(0, KEY_GROUPS - 1), KEY_GROUPS);
        var current = new InternalKeyContextImpl<Long>(layout.range(), KEY_GROUPS);
        rows = new Rows<>(
                new CellContext<>(
                        store,
                        store.column("counts"),
                        new KeyWriter<>(LongSerializer.INSTANCE, layout, current),
                        layout,
                        LongSerializer.INSTANCE,
                        VoidNamespaceSerializer.INSTANCE,
                        LongSerializer.INSTANCE,
                        () -> {}),
                current,
                null,
                LongSerializer.INSTANCE);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void shouldHandOverAllRowsInOrder() {
        // when
        List<List<byte[]>> runs = drain(new RowPacker(frozen(), 1_000, NO_LIMIT));

        // then
        assertThat(runs).singleElement().satisfies(keys -> assertThat(keys).hasSize(KEYS));
    }

    @Test
    void shouldTellWhereOrderEndsInLargeKeyGroups() {
        // when
        List<List<byte[]>> runs = drain(new RowPacker(frozen(), 1_000, 10_000));

        // then
        assertThat(runs).hasSizeGreaterThan(KEY_GROUPS);
        assertThat(runs.stream().flatMap(List::stream).map(ByteBuffer::wrap).distinct())
                .hasSize(KEYS);
    }

    @Test
    void shouldTellOfFailuresThatAnotherThreadMet() {
        // given
        Entry<Long> noLong = new Entry<>(rows, new Entry.Place("text", 0, VoidNamespace.INSTANCE, null), 0);
        var frozen = FrozenRows.of(rows, List.of(noLong), 1);

        // when
        try (RowsAhead ahead = new RowsAhead(new RowPacker(frozen, 1, 1))) {

            // then
            assertThatThrownBy(() -> ahead.drainTo((packed, start, length, valueLength) -> {}))
                    .isInstanceOf(ClassCastException.class);
        }
    }

    /** The keys of rows, as many in one list as were in order. */
    private static List<List<byte[]>> drain(RowPacker packer) {
        List<List<byte[]>> runs = new ArrayList<>();
        try (RowsAhead ahead = new RowsAhead(packer)) {
            boolean inOrder = false;
            while (ahead.hasNext()) {
                if (!inOrder) {
                    runs.add(new ArrayList<>());
                }
                List<byte[]> run = runs.get(runs.size() - 1);
                inOrder = ahead.drainTo((packed, start, length, valueLength) ->
                        run.add(Arrays.copyOfRange(packed, start, start + length)));
            }
        }
        assertThat(runs).allSatisfy(run -> assertThat(run).isSortedAccordingTo(Arrays::compareUnsigned));
        return runs;
    }

    private FrozenRows<Long> frozen() {
        List<Entry<Long>> entries = new ArrayList<>();
        for (long key = 0; key < KEYS; key++) {
            int keyGroup = KeyGroupRangeAssignment.assignToKeyGroup(key, KEY_GROUPS);
            Entry<Long> entry = new Entry<>(rows, new Entry.Place(key, keyGroup, VoidNamespace.INSTANCE, null), 0);
            entry.value = key;
            entries.add(entry);
        }
        return FrozenRows.of(rows, entries, 1);
    }
}
