package io.yarnflink.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.SstFileReader;
import org.rocksdb.TableProperties;

/** What is in the files that a store flushes, and in those that it adopts. */
class StoreOptionsTest {

    private static final int FLUSHED = 0;
    private static final int ADOPTED = 1;

    @TempDir
    private Path folder;

    @Test
    void shouldCutIndexesAndFiltersIntoBlocksWhereMemoryIsBounded() throws Exception {
        // when
        List<TableProperties> tables;
        try (SharedMemory memory = memory()) {
            tables = tables(new Configuration(), memory);
        }

        // then
        assertThat(tables).allSatisfy(table -> {
            assertThat(table.getFilterSize()).isPositive();
            assertThat(table.getIndexPartitions()).isPositive();
        });
    }

    @Test
    void shouldKeepThemWholeIfTheUserSaysSo() throws Exception {
        // given
        Configuration configuration = new Configuration();
        configuration.set(RocksKeys.PARTITIONED_INDEX, false);

        // when
        List<TableProperties> tables;
        try (SharedMemory memory = memory()) {
            tables = tables(configuration, memory);
        }

        // then
        assertThat(tables).allSatisfy(table -> {
            assertThat(table.getFilterSize()).isPositive();
            assertThat(table.getIndexPartitions()).isZero();
        });
    }

    @Test
    void shouldKeepThemWholeWhereTheyStayInMemory() throws Exception {
        // when
        List<TableProperties> tables = tables(new Configuration(), null);

        // then
        assertThat(tables)
                .allSatisfy(table -> assertThat(table.getIndexPartitions()).isZero());
    }

    @Test
    void shouldCompressWithLz4() throws Exception {
        // when
        List<TableProperties> tables = tables(new Configuration(), null);

        // then
        assertThat(tables).extracting(TableProperties::getCompressionName).containsExactly("LZ4", "LZ4");
    }

    @Test
    void shouldCompressAsTheUserSays() throws Exception {
        // given
        Configuration configuration = new Configuration();
        configuration.setString("state.backend.rocksdb.compression.per.level", "SNAPPY_COMPRESSION");

        // when
        List<TableProperties> tables = tables(configuration, null);

        // then
        assertThat(tables).extracting(TableProperties::getCompressionName).containsExactly("Snappy", "Snappy");
    }

    @Test
    void shouldCompressEachLevelAsTheUserSays() throws Exception {
        // given
        Configuration configuration = new Configuration();
        configuration.setString(
                "state.backend.rocksdb.compression.per.level", "NO_COMPRESSION;SNAPPY_COMPRESSION;ZSTD_COMPRESSION");

        // when
        TableProperties flushed = tables(configuration, null).get(FLUSHED);

        // then
        assertThat(flushed.getCompressionName()).isEqualTo("NoCompression");
    }

    private static SharedMemory memory() {
        return SharedMemory.of(32 << 20, 0.5, 0.1);
    }

    /** The properties of a table that the store has flushed, and of one that is for it to adopt. */
    private List<TableProperties> tables(Configuration configuration, @Nullable SharedMemory memory) throws Exception {
        byte[] key = "key".getBytes(StandardCharsets.UTF_8);
        Path adopted = folder.resolve("adopted.table");
        try (RocksStore store = RocksStore.open(folder, new StoreOptions(configuration), memory)) {
            Column column = store.column("values");
            store.put(column, key, key, key.length);
            store.span(column);
            try (TableWriter table = store.table(adopted)) {
                table.row(key, 0, 1, 2);
                table.finish();
            }
        }
        List<TableProperties> tables = new ArrayList<>();
        tables.add(FLUSHED, properties(flushed()));
        tables.add(ADOPTED, properties(adopted));
        return tables;
    }

    private Path flushed() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".sst"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static TableProperties properties(Path table) throws Exception {
        try (Options options = new Options();
                SstFileReader reader = new SstFileReader(options)) {
            reader.open(table.toString());
            return reader.getTableProperties();
        }
    }
}
