package io.yarnflink.state.rocksdb;

import static org.apache.flink.configuration.ConfigOptions.key;

import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;
import org.rocksdb.CompactionStyle;
import org.rocksdb.CompressionType;
import org.rocksdb.InfoLogLevel;

/**
 * The keys under which Flink's users tune RocksDB, with Flink's names. Defaults are Flink's but for those whose comment
 * says otherwise.
 */
public final class RocksKeys {

    private static final String PREFIX = "state.backend.rocksdb.";

    /** Where timers live. */
    public enum Timers {
        /** On the heap. */
        HEAP,
        /** In a column of the store. */
        ROCKSDB
    }

    /** Sets of options that Flink offers by name. */
    public enum Predefined {
        /** As RocksDB has them. */
        DEFAULT,
        /** For spinning disks. */
        SPINNING_DISK_OPTIMIZED,
        /** For spinning disks and plenty of memory. */
        SPINNING_DISK_OPTIMIZED_HIGH_MEM,
        /** For flash. */
        FLASH_SSD_OPTIMIZED
    }

    public static final ConfigOption<String> LOCAL_FOLDERS =
            key(PREFIX + "localdir").stringType().noDefaultValue();
    public static final ConfigOption<Timers> TIMERS =
            key(PREFIX + "timer-service.factory").enumType(Timers.class).defaultValue(Timers.ROCKSDB);
    public static final ConfigOption<Integer> TIMERS_CACHED =
            key(PREFIX + "timer-service.cache-size").intType().defaultValue(128);
    public static final ConfigOption<Integer> TRANSFER_THREADS =
            key(PREFIX + "checkpoint.transfer.thread.num").intType().defaultValue(4);
    public static final ConfigOption<MemorySize> WRITE_BATCH =
            key(PREFIX + "write-batch-size").memoryType().defaultValue(MemorySize.ofMebiBytes(2));
    public static final ConfigOption<Predefined> PREDEFINED =
            key(PREFIX + "predefined-options").enumType(Predefined.class).defaultValue(Predefined.DEFAULT);
    public static final ConfigOption<String> OPTIONS_FACTORY =
            key(PREFIX + "options-factory").stringType().noDefaultValue();

    public static final ConfigOption<Boolean> MANAGED =
            key(PREFIX + "memory.managed").booleanType().defaultValue(true);
    public static final ConfigOption<MemorySize> FIXED_PER_SLOT =
            key(PREFIX + "memory.fixed-per-slot").memoryType().noDefaultValue();
    public static final ConfigOption<MemorySize> FIXED_PER_TASK_MANAGER =
            key(PREFIX + "memory.fixed-per-tm").memoryType().noDefaultValue();
    public static final ConfigOption<Double> WRITE_BUFFER_RATIO =
            key(PREFIX + "memory.write-buffer-ratio").doubleType().defaultValue(0.5);
    public static final ConfigOption<Double> HIGH_PRIORITY_RATIO =
            key(PREFIX + "memory.high-prio-pool-ratio").doubleType().defaultValue(0.1);
    /** Flink's default is false; a file's filter or index then is one block, read whole wherever it does not stay cached. */
    public static final ConfigOption<Boolean> PARTITIONED_INDEX =
            key(PREFIX + "memory.partitioned-index-filters").booleanType().defaultValue(true);

    public static final ConfigOption<Integer> BACKGROUND_THREADS =
            key(PREFIX + "thread.num").intType().defaultValue(2);
    public static final ConfigOption<Integer> OPEN_FILES =
            key(PREFIX + "files.open").intType().defaultValue(-1);
    /** Flink's default is INFO; a log per store is on the way of every task's start. */
    public static final ConfigOption<InfoLogLevel> LOG_LEVEL =
            key(PREFIX + "log.level").enumType(InfoLogLevel.class).defaultValue(InfoLogLevel.HEADER_LEVEL);

    public static final ConfigOption<String> LOG_FOLDER =
            key(PREFIX + "log.dir").stringType().noDefaultValue();
    public static final ConfigOption<MemorySize> LOG_FILE_SIZE =
            key(PREFIX + "log.max-file-size").memoryType().defaultValue(MemorySize.ofMebiBytes(25));
    public static final ConfigOption<Integer> LOG_FILES =
            key(PREFIX + "log.file-num").intType().defaultValue(4);

    public static final ConfigOption<CompactionStyle> COMPACTION =
            key(PREFIX + "compaction.style").enumType(CompactionStyle.class).noDefaultValue();
    /** One for all levels, or those of the levels. Flink's default is Snappy, which this library has in a slow build. */
    public static final ConfigOption<List<CompressionType>> COMPRESSION = key(PREFIX + "compression.per.level")
            .enumType(CompressionType.class)
            .asList()
            .defaultValues(CompressionType.LZ4_COMPRESSION);

    public static final ConfigOption<Boolean> DYNAMIC_LEVELS =
            key(PREFIX + "compaction.level.use-dynamic-size").booleanType().noDefaultValue();
    public static final ConfigOption<MemorySize> TARGET_FILE =
            key(PREFIX + "compaction.level.target-file-size-base").memoryType().noDefaultValue();
    public static final ConfigOption<MemorySize> LEVEL_BASE =
            key(PREFIX + "compaction.level.max-size-level-base").memoryType().noDefaultValue();
    public static final ConfigOption<MemorySize> WRITE_BUFFER =
            key(PREFIX + "writebuffer.size").memoryType().noDefaultValue();
    public static final ConfigOption<Integer> WRITE_BUFFERS =
            key(PREFIX + "writebuffer.count").intType().noDefaultValue();
    public static final ConfigOption<Integer> WRITE_BUFFERS_MERGED =
            key(PREFIX + "writebuffer.number-to-merge").intType().noDefaultValue();
    public static final ConfigOption<MemorySize> BLOCK =
            key(PREFIX + "block.blocksize").memoryType().noDefaultValue();
    public static final ConfigOption<MemorySize> METADATA_BLOCK =
            key(PREFIX + "block.metadata-blocksize").memoryType().noDefaultValue();
    public static final ConfigOption<MemorySize> BLOCK_CACHE =
            key(PREFIX + "block.cache-size").memoryType().noDefaultValue();
    /** Flink's default is false; a new key then costs a look into every level. */
    public static final ConfigOption<Boolean> BLOOM_FILTER =
            key(PREFIX + "use-bloom-filter").booleanType().defaultValue(true);

    public static final ConfigOption<Double> BLOOM_BITS =
            key(PREFIX + "bloom-filter.bits-per-key").doubleType().defaultValue(10.0);

    private RocksKeys() {}
}
