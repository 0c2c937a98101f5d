package io.yarnflink.state.rocksdb;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.IndexType;

/** Makes RocksDB's options out of {@link RocksKeys}. Immutable; what it makes belongs to the caller, who closes it. */
public final class StoreOptions {

    private static final String APPEND_WITH_COMMA = "stringappendtest";
    private static final long KIBI = 1024L;
    private static final long MEBI = 1024L * KIBI;

    private final ReadableConfig configuration;

    /** @param configuration where the keys are looked up */
    public StoreOptions(ReadableConfig configuration) {
        this.configuration = configuration;
    }

    /** The most bytes that a batch of writes gathers before it is written. */
    public long batchBytes() {
        return configuration.get(RocksKeys.WRITE_BATCH).getBytes();
    }

    DBOptions forStore(@Nullable SharedMemory memory) {
        DBOptions options = new DBOptions()
                .setCreateIfMissing(true)
                .setUseFsync(false)
                .setStatsDumpPeriodSec(0)
                .setAvoidFlushDuringShutdown(true)
                .setMaxOpenFiles(configuration.get(RocksKeys.OPEN_FILES))
                .setInfoLogLevel(configuration.get(RocksKeys.LOG_LEVEL))
                .setMaxLogFileSize(configuration.get(RocksKeys.LOG_FILE_SIZE).getBytes())
                .setKeepLogFileNum(configuration.get(RocksKeys.LOG_FILES));
        options.setIncreaseParallelism(configuration.get(RocksKeys.BACKGROUND_THREADS));
        configuration.getOptional(RocksKeys.LOG_FOLDER).ifPresent(options::setDbLogDir);
        if (memory != null) {
            options.setWriteBufferManager(memory.writeBuffers());
        }
        return options;
    }

    ColumnFamilyOptions forColumn(@Nullable SharedMemory memory) {
        ColumnFamilyOptions options = new ColumnFamilyOptions();
        options.setMergeOperatorName(APPEND_WITH_COMMA);
        BlockBasedTableConfig table = new BlockBasedTableConfig();
        predefine(options, table);
        levels(options);
        writeBuffers(options);
        blocks(table, memory != null);
        if (memory == null) {
            bytes(RocksKeys.BLOCK_CACHE, size -> table.setBlockCache(new org.rocksdb.LRUCache(size)));
        } else {
            table.setBlockCache(memory.blocks());
        }
        options.setTableFormatConfig(table);
        return options;
    }

    /**
     * For a table that a store adopts.
     *
     * @param bounded whether the store shares memory with others, within bounds
     */
    ColumnFamilyOptions forTable(boolean bounded) {
        ColumnFamilyOptions options = new ColumnFamilyOptions();
        BlockBasedTableConfig table = new BlockBasedTableConfig();
        predefine(options, table);
        levels(options);
        blocks(table, bounded);
        options.setTableFormatConfig(table);
        return options;
    }

    private void predefine(ColumnFamilyOptions options, BlockBasedTableConfig table) {
        switch (configuration.get(RocksKeys.PREDEFINED)) {
            case DEFAULT, FLASH_SSD_OPTIMIZED -> {}
            case SPINNING_DISK_OPTIMIZED ->
                options.setCompactionStyle(CompactionStyle.LEVEL).setLevelCompactionDynamicLevelBytes(true);
            case SPINNING_DISK_OPTIMIZED_HIGH_MEM -> {
                options.setCompactionStyle(CompactionStyle.LEVEL)
                        .setLevelCompactionDynamicLevelBytes(true)
                        .setTargetFileSizeBase(256 * MEBI)
                        .setMaxBytesForLevelBase(1024 * MEBI)
                        .setWriteBufferSize(64 * MEBI)
                        .setMaxWriteBufferNumber(4)
                        .setMinWriteBufferNumberToMerge(3);
                table.setBlockSize(128 * KIBI);
            }
        }
    }

    private void levels(ColumnFamilyOptions options) {
        configuration.getOptional(RocksKeys.COMPACTION).ifPresent(options::setCompactionStyle);
        configuration.getOptional(RocksKeys.DYNAMIC_LEVELS).ifPresent(options::setLevelCompactionDynamicLevelBytes);
        bytes(RocksKeys.TARGET_FILE, options::setTargetFileSizeBase);
        bytes(RocksKeys.LEVEL_BASE, options::setMaxBytesForLevelBase);
        List<CompressionType> compression = configuration.get(RocksKeys.COMPRESSION);
        if (compression.size() == 1) {
            options.setCompressionType(compression.get(0));
        } else {
            options.setCompressionPerLevel(compression);
        }
    }

    private void writeBuffers(ColumnFamilyOptions options) {
        bytes(RocksKeys.WRITE_BUFFER, options::setWriteBufferSize);
        configuration.getOptional(RocksKeys.WRITE_BUFFERS).ifPresent(options::setMaxWriteBufferNumber);
        configuration.getOptional(RocksKeys.WRITE_BUFFERS_MERGED).ifPresent(options::setMinWriteBufferNumberToMerge);
    }

    private void blocks(BlockBasedTableConfig table, boolean bounded) {
        bytes(RocksKeys.BLOCK, table::setBlockSize);
        bytes(RocksKeys.METADATA_BLOCK, table::setMetadataBlockSize);
        if (configuration.get(RocksKeys.BLOOM_FILTER)) {
            // RocksDB copies the policy's owner into the table's options: nothing is left to close.
            table.setFilterPolicy(new BloomFilter(configuration.get(RocksKeys.BLOOM_BITS), false));
        }
        if (bounded) {
            table.setCacheIndexAndFilterBlocks(true)
                    .setCacheIndexAndFilterBlocksWithHighPriority(true)
                    .setPinL0FilterAndIndexBlocksInCache(true);
            if (configuration.get(RocksKeys.PARTITIONED_INDEX)) {
                table.setIndexType(IndexType.kTwoLevelIndexSearch)
                        .setPartitionFilters(true)
                        .setPinTopLevelIndexAndFilter(true);
            }
        }
    }

    private void bytes(ConfigOption<MemorySize> key, java.util.function.LongConsumer set) {
        configuration.getOptional(key).ifPresent(size -> set.accept(size.getBytes()));
    }
}
