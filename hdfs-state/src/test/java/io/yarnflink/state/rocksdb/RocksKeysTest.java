package io.yarnflink.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;

/** What each key of the user guide's table makes of RocksDB's options. */
class RocksKeysTest {

    private static final String PREFIX = "state.backend.rocksdb.";

    @BeforeAll
    static void load() {
        NativeLibrary.load();
    }

    static Stream<Arguments> ofStores() {
        return Stream.of(
                store("thread.num", "6", 6, DBOptions::maxBackgroundJobs),
                store("files.open", "123", 123, DBOptions::maxOpenFiles),
                store("log.level", "WARN_LEVEL", InfoLogLevel.WARN_LEVEL, DBOptions::infoLogLevel),
                store("log.dir", "/logs", "/logs", DBOptions::dbLogDir),
                store("log.max-file-size", "3 mb", 3L << 20, DBOptions::maxLogFileSize),
                store("log.file-num", "7", 7L, DBOptions::keepLogFileNum));
    }

    private static Arguments store(String key, String value, Object expected, Function<DBOptions, Object> option) {
        return Arguments.of(key, value, expected, option);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ofStores")
    void shouldTuneAStore(String key, String value, Object expected, Function<DBOptions, Object> option) {
        try (DBOptions options = of(Map.of(key, value)).forStore(null)) {
            assertThat(option.apply(options)).isEqualTo(expected);
        }
    }

    static Stream<Arguments> ofColumns() {
        return Stream.of(
                column(
                        "compaction.style",
                        "UNIVERSAL",
                        CompactionStyle.UNIVERSAL,
                        ColumnFamilyOptions::compactionStyle),
                column(
                        "compaction.level.use-dynamic-size",
                        "true",
                        true,
                        ColumnFamilyOptions::levelCompactionDynamicLevelBytes),
                column(
                        "compaction.level.target-file-size-base",
                        "8 mb",
                        8L << 20,
                        ColumnFamilyOptions::targetFileSizeBase),
                column(
                        "compaction.level.max-size-level-base",
                        "9 mb",
                        9L << 20,
                        ColumnFamilyOptions::maxBytesForLevelBase),
                column(
                        "compression.per.level",
                        "ZSTD_COMPRESSION",
                        CompressionType.ZSTD_COMPRESSION,
                        ColumnFamilyOptions::compressionType),
                column(
                        "compression.per.level",
                        "NO_COMPRESSION;LZ4_COMPRESSION",
                        List.of(CompressionType.NO_COMPRESSION, CompressionType.LZ4_COMPRESSION),
                        ColumnFamilyOptions::compressionPerLevel),
                column("writebuffer.size", "5 mb", 5L << 20, ColumnFamilyOptions::writeBufferSize),
                column("writebuffer.count", "6", 6, ColumnFamilyOptions::maxWriteBufferNumber),
                column("writebuffer.number-to-merge", "2", 2, ColumnFamilyOptions::minWriteBufferNumberToMerge),
                column(
                        "block.blocksize",
                        "16 kb",
                        16L << 10,
                        options -> table(options).blockSize()),
                column(
                        "block.metadata-blocksize",
                        "8 kb",
                        8L << 10,
                        options -> table(options).metadataBlockSize()),
                column(
                        "use-bloom-filter",
                        "false",
                        true,
                        options -> table(options).filterPolicy() == null),
                column(
                        "use-bloom-filter",
                        "true",
                        false,
                        options -> table(options).filterPolicy() == null));
    }

    private static Arguments column(
            String key, String value, Object expected, Function<ColumnFamilyOptions, Object> option) {
        return Arguments.of(key, value, expected, option);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("ofColumns")
    void shouldTuneAColumn(String key, String value, Object expected, Function<ColumnFamilyOptions, Object> option) {
        try (ColumnFamilyOptions options = of(Map.of(key, value)).forColumn(null)) {
            assertThat(option.apply(options)).isEqualTo(expected);
        }
    }

    @Test
    void shouldPutWhatIsSaidOfOneOptionOverASetOfThem() {
        StoreOptions options = of(Map.of(
                "predefined-options", "SPINNING_DISK_OPTIMIZED_HIGH_MEM",
                "files.open", "123",
                "block.blocksize", "4 kb"));

        try (DBOptions store = options.forStore(null);
                ColumnFamilyOptions column = options.forColumn(null)) {
            assertThat(store.maxOpenFiles()).isEqualTo(123);
            assertThat(table(column).blockSize()).isEqualTo(4L << 10);
            assertThat(column.maxWriteBufferNumber()).isEqualTo(4);
        }
    }

    @Test
    void shouldWriteInBatchesOfTheSizeThatIsSaid() {
        assertThat(of(Map.of()).batchBytes()).isEqualTo(2L << 20);
        assertThat(of(Map.of("write-batch-size", "1 mb")).batchBytes()).isEqualTo(1L << 20);
    }

    private static StoreOptions of(Map<String, String> keys) {
        Configuration configuration = new Configuration();
        keys.forEach((key, value) -> configuration.setString(PREFIX + key, value));
        return new StoreOptions(configuration);
    }

    private static BlockBasedTableConfig table(ColumnFamilyOptions options) {
        return (BlockBasedTableConfig) options.tableFormatConfig();
    }
}
