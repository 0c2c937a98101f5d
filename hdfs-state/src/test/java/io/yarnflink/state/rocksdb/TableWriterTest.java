package io.yarnflink.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableWriterTest {

    /** In the order of keys: both sides of what is kept, and larger and smaller ones after one another. */
    private static final List<Integer> LENGTHS = List.of(0, 7, 1024, 1025, 50_000, 3_000, 120_000, 7, 2_000);

    @TempDir
    private Path folder;

    @Test
    void shouldWriteRowsOfAllSizes() {
        try (RocksStore store = RocksStore.open(folder, new StoreOptions(new Configuration()), null)) {
            // given
            Column column = store.column("values");
            Path file = folder.resolve("changes.sst");

            // when
            try (TableWriter table = store.table(file)) {
                for (int row = 0; row < LENGTHS.size(); row++) {
                    table.row(packed(row), 1, key(row).length, LENGTHS.get(row));
                }
                table.finish();
            }
            store.adopt(column, List.of(file));

            // then
            for (int row = 0; row < LENGTHS.size(); row++) {
                assertThat(store.get(column, key(row))).isEqualTo(value(row));
            }
        }
    }

    @Test
    void shouldWriteThatThereIsNoRow() {
        try (RocksStore store = RocksStore.open(folder, new StoreOptions(new Configuration()), null)) {
            // given
            Column column = store.column("values");
            store.put(column, key(0), value(1), LENGTHS.get(1));
            Path file = folder.resolve("changes.sst");

            // when
            try (TableWriter table = store.table(file)) {
                table.row(packed(0), 1, key(0).length, -1);
                table.finish();
            }
            store.adopt(column, List.of(file));

            // then
            assertThat(store.get(column, key(0))).isNull();
        }
    }

    /** Long ones too. */
    private static byte[] key(int row) {
        byte[] key = new byte[row % 2 == 0 ? 3 : 1_500];
        key[0] = (byte) row;
        return key;
    }

    private static byte[] value(int row) {
        byte[] value = new byte[LENGTHS.get(row)];
        Arrays.fill(value, (byte) (row + 1));
        return value;
    }

    /** Something else, the key, the value. */
    private static byte[] packed(int row) {
        byte[] key = key(row);
        byte[] value = value(row);
        byte[] packed = new byte[1 + key.length + value.length];
        System.arraycopy(key, 0, packed, 1, key.length);
        System.arraycopy(value, 0, packed, 1 + key.length, value.length);
        return packed;
    }
}
