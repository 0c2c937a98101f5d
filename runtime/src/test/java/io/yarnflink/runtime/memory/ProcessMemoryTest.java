package io.yarnflink.runtime.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessMemoryTest {

    private static final long MEBIBYTE = 1L << 20;

    private final Configuration configuration = new Configuration();

    @Test
    void shouldBeSmallForATaskManagerOfWhichNothingIsSaid() {
        // when
        ProcessMemory memory = TaskManagerMemory.of(configuration);

        // then
        assertThat(memory.containerMebibytes()).isEqualTo(1024);
        assertThat(memory.jvmFlags()).contains("-XX:+UseSerialGC", "-XX:MaxMetaspaceSize=" + 192 * MEBIBYTE);
        assertThat(heap(memory.jvmFlags())).isBetween(350 * MEBIBYTE, 500 * MEBIBYTE);
    }

    @Test
    void shouldCompileThoroughlyOnlyWhereMuchIsComputed() {
        String quickly = "-XX:TieredStopAtLevel=1";

        assertThat(JobManagerMemory.of(configuration).jvmFlags()).contains(quickly);
        assertThat(TaskManagerMemory.of(configuration).jvmFlags()).doesNotContain(quickly);

        configuration.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse("8g"));
        assertThat(JobManagerMemory.of(configuration).jvmFlags()).doesNotContain(quickly);
    }

    @Test
    void shouldComputeAsFlinkDoesWhereASizeIsConfigured() {
        // given
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1728));

        // when
        ProcessMemory memory = TaskManagerMemory.of(configuration);

        // then: what Flink's documentation says of its default
        assertThat(memory.containerMebibytes()).isEqualTo(1728);
        assertThat(memory.resolved())
                .containsEntry(TaskManagerOptions.TASK_HEAP_MEMORY.key(), "402653174b")
                .containsEntry(TaskManagerOptions.MANAGED_MEMORY_SIZE.key(), "536870920b")
                .containsEntry(TaskManagerOptions.NETWORK_MEMORY_MAX.key(), "134217730b");
    }

    @Test
    void shouldTakeTheCollectorForLargeHeapsWhereTheHeapIsLarge() {
        // given
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.parse("8g"));

        // when
        ProcessMemory memory = TaskManagerMemory.of(configuration);

        // then
        long heap = heap(memory.jvmFlags());
        assertThat(memory.jvmFlags()).contains("-XX:+UseG1GC", "-Xms" + heap);
    }

    @Test
    void shouldDecideSizesThatATaskManagerUnderstands() {
        // given
        ProcessMemory memory = TaskManagerMemory.of(configuration);
        Configuration decided = new Configuration(configuration);
        memory.resolved().forEach(decided::setString);

        // when
        WorkerMemory worker = WorkerMemory.of(decided);

        // then
        assertThat(worker.managed().getMebiBytes()).isBetween(100, 200);
        assertThat(worker.network().getMebiBytes()).isBetween(32, 64);
        assertThat(worker.pageSize()).isEqualTo(32 * 1024);
        assertThat(TaskManagerMemory.of(decided)).isEqualTo(memory);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackendFactory"})
    void shouldGiveTheHeapWhatTheCacheOfObjectsTakesOfManagedMemory(String backend) {
        // given
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1728));
        ProcessMemory heapState = TaskManagerMemory.of(configuration);
        configuration.set(StateBackendOptions.STATE_BACKEND, backend);

        // when
        ProcessMemory rocks = TaskManagerMemory.of(configuration);

        // then
        long cache = MemorySize.parse(rocks.resolved().get("yarnflink.state.object-cache.reserved"))
                .getBytes();
        assertThat(cache).isEqualTo(536870920L / 2);
        assertThat(rocks.containerMebibytes()).isEqualTo(heapState.containerMebibytes());
        assertThat(heap(rocks.jvmFlags())).isEqualTo(heap(heapState.jvmFlags()) + cache);
        assertThat(rocks.resolved())
                .containsEntry(TaskManagerOptions.MANAGED_MEMORY_SIZE.key(), 536870920L - cache + "b")
                .containsEntry(TaskManagerOptions.TASK_HEAP_MEMORY.key(), 402653174L + cache + "b");
    }

    @Test
    void shouldGiveTheHeapNothingTwice() {
        // given
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        ProcessMemory memory = TaskManagerMemory.of(configuration);

        // when
        Configuration decided = new Configuration(configuration);
        memory.resolved().forEach(decided::setString);

        // then
        assertThat(TaskManagerMemory.of(decided)).isEqualTo(memory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yarnflink.state.object-cache.enabled=false",
                "state.backend.rocksdb.memory.managed=false",
                "state.backend.rocksdb.memory.fixed-per-slot=64m"
            })
    void shouldLeaveManagedMemoryAsItIsWhereTheCacheHasNoPartInIt(String setting) {
        // given
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1728));
        configuration.setString(setting.split("=", 2)[0], setting.split("=", 2)[1]);

        // when
        ProcessMemory memory = TaskManagerMemory.of(configuration);

        // then
        assertThat(memory.resolved())
                .containsEntry(TaskManagerOptions.MANAGED_MEMORY_SIZE.key(), "536870920b")
                .doesNotContainKey("yarnflink.state.object-cache.reserved");
    }

    @Test
    void shouldRefuseACacheThatLeavesRocksNoMemory() {
        // given
        configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        configuration.setString("yarnflink.state.object-cache.size", "2g");

        // when, then
        assertThatExceptionOfType(IllegalConfigurationException.class)
                .isThrownBy(() -> TaskManagerMemory.of(configuration))
                .withMessageContaining("yarnflink.state.object-cache.size");
    }

    @Test
    void shouldRefuseATaskManagerWhoseSizesAreNotDecided() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WorkerMemory.of(configuration))
                .withMessageContaining(TaskManagerOptions.MANAGED_MEMORY_SIZE.key());
    }

    @Test
    void shouldDecideSizesForASharedJvmAndLeaveWhatIsConfigured() {
        // given
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(16));

        // when
        WorkerMemory memory = WorkerMemory.of(WorkerMemory.decideForThisJvm(configuration));

        // then
        assertThat(memory.network()).isEqualTo(MemorySize.ofMebiBytes(16));
        assertThat(memory.managed()).isEqualTo(MemorySize.ofMebiBytes(128));
    }

    @Test
    void shouldNameTheKeysOfSizesThatContradictEachOther() {
        // given
        configuration.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(256));

        // when, then
        assertThatExceptionOfType(IllegalConfigurationException.class)
                .isThrownBy(() -> TaskManagerMemory.of(configuration))
                .withMessageContaining("taskmanager.memory");
    }

    @Test
    void shouldBeSmallForAJobManagerOfWhichNothingIsSaid() {
        // when
        ProcessMemory memory = JobManagerMemory.of(configuration);

        // then
        assertThat(memory.containerMebibytes()).isEqualTo(768);
        assertThat(heap(memory.jvmFlags())).isBetween(300 * MEBIBYTE, 500 * MEBIBYTE);
        assertThat(memory.jvmFlags()).noneMatch(flag -> flag.startsWith("-XX:MaxDirectMemorySize"));
    }

    @Test
    void shouldLimitTheJobManagersDirectMemoryWhereThatIsWanted() {
        // given
        configuration.set(JobManagerOptions.JVM_DIRECT_MEMORY_LIMIT_ENABLED, true);
        configuration.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, MemorySize.ofMebiBytes(1600));

        // when
        ProcessMemory memory = JobManagerMemory.of(configuration);

        // then
        assertThat(memory.jvmFlags()).contains("-XX:MaxDirectMemorySize=" + 128 * MEBIBYTE);
        assertThat(heap(memory.jvmFlags())).isEqualTo(1024 * MEBIBYTE);
    }

    private static long heap(List<String> flags) {
        return flags.stream()
                .filter(flag -> flag.startsWith("-Xmx"))
                .mapToLong(flag -> Long.parseLong(flag.substring("-Xmx".length())))
                .findFirst()
                .orElseThrow();
    }
}
