package io.yarnflink.state.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.state.RocksStateBackend;
import io.yarnflink.state.rocksdb.RocksKeys;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.java.tuple.Tuple1;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.local.LocalFileSystem;
import org.apache.flink.runtime.checkpoint.CheckpointOptions;
import org.apache.flink.runtime.jobgraph.JobVertexID;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.IncrementalRemoteKeyedStateHandle;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.LocalRecoveryConfig;
import org.apache.flink.runtime.state.LocalSnapshotDirectoryProviderImpl;
import org.apache.flink.runtime.state.PlaceholderStreamStateHandle;
import org.apache.flink.runtime.state.SnapshotResult;
import org.apache.flink.runtime.state.TestTaskStateManager;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStreamFactory;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("try") // backends' close methods throw anything
class LocalCopyTest {

    private static final KeyGroupRange ALL = KeyGroupRange.of(0, Subtask.KEY_GROUPS - 1);
    private static final int KEYS = 500;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final JobID job = new JobID();
    private final JobVertexID vertex = new JobVertexID();

    @SuppressWarnings("NullAway.Init")
    private RocksStateBackend kind;

    @BeforeEach
    void configure() {
        Configuration configuration = new Configuration();
        configuration.set(RocksKeys.LOCAL_FOLDERS, folder.resolve("local").toString());
        kind = new RocksStateBackend(configuration);
    }

    @Test
    void shouldBeginFromTheLocalCopyThoughStorageIsGone() throws Exception {
        // given
        SnapshotResult<KeyedStateHandle> taken = taken();
        FileUtils.deleteDirectory(folder.resolve("storage").toFile());

        // when, then
        try (Subtask subtask = subtask(List.of(local(taken)))) {
            assertHasAll(subtask);
        }
    }

    @Test
    void shouldGoOnSharingFilesThatAreOnStorage() throws Exception {
        // given
        SnapshotResult<KeyedStateHandle> taken = taken();

        // when
        KeyedStateHandle next;
        try (Subtask subtask = subtask(List.of(local(taken)))) {
            next = snapshot(subtask, 2).getJobManagerOwnedSnapshot();
        }

        // then
        assertThat(next)
                .isInstanceOfSatisfying(
                        IncrementalRemoteKeyedStateHandle.class,
                        handle -> assertThat(handle.getSharedState())
                                .isNotEmpty()
                                .allSatisfy(file ->
                                        assertThat(file.getHandle()).isInstanceOf(PlaceholderStreamStateHandle.class)));
    }

    @Test
    void shouldRefuseALocalCopyThatIsNotWhole() throws Exception {
        // given
        SnapshotResult<KeyedStateHandle> taken = taken();
        Path table;
        try (var files = Files.walk(folder.resolve("copies"))) {
            table = files.filter(file -> file.toString().endsWith(".sst"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.write(table, new byte[] {1, 2, 3});

        // when, then
        assertThatThrownBy(() -> subtask(List.of(local(taken))))
                .hasRootCauseMessage(
                        "Expected %d bytes in %s, found 3",
                        sizeOf(taken, table.getFileName().toString()), table);
    }

    private SnapshotResult<KeyedStateHandle> taken() throws Exception {
        try (Subtask subtask = subtask(List.of())) {
            fill(subtask);
            return snapshot(subtask, 1);
        }
    }

    private static long sizeOf(SnapshotResult<KeyedStateHandle> taken, String file) {
        return ((IncrementalRemoteKeyedStateHandle) Objects.requireNonNull(taken.getJobManagerOwnedSnapshot()))
                .getSharedState().stream()
                        .filter(shared -> shared.getLocalPath().equals(file))
                        .findFirst()
                        .orElseThrow()
                        .getStateSize();
    }

    private static KeyedStateHandle local(SnapshotResult<KeyedStateHandle> taken) {
        KeyedStateHandle local = taken.getTaskLocalSnapshot();
        assertThat(local).isNotNull();
        return local;
    }

    private Subtask subtask(List<KeyedStateHandle> handles) throws Exception {
        var directories =
                new LocalSnapshotDirectoryProviderImpl(folder.resolve("copies").toFile(), job, vertex, 0);
        MockEnvironment environment = new MockEnvironmentBuilder()
                .setTaskStateManager(TestTaskStateManager.builder()
                        .setLocalRecoveryConfig(new LocalRecoveryConfig(true, true, directories))
                        .build())
                .build();
        return new Subtask(environment, kind, ALL, handles);
    }

    private SnapshotResult<KeyedStateHandle> snapshot(Subtask subtask, long checkpoint) throws Exception {
        var storage = new org.apache.flink.core.fs.Path(
                Files.createDirectories(folder.resolve("storage")).toUri());
        var future = subtask.backend.snapshot(
                checkpoint,
                0L,
                new FsCheckpointStreamFactory(LocalFileSystem.getSharedInstance(), storage, storage, 0, 4096),
                CheckpointOptions.forCheckpointWithDefaultLocation());
        future.run();
        return future.get();
    }

    private static void fill(Subtask subtask) throws Exception {
        for (int key = 0; key < KEYS; key++) {
            subtask.at(new Model.Spot("key-" + key, "n"));
            subtask.value.update(Tuple1.of("value-" + key));
        }
    }

    private static void assertHasAll(Subtask subtask) throws Exception {
        for (int key = 0; key < KEYS; key++) {
            subtask.at(new Model.Spot("key-" + key, "n"));
            assertThat(subtask.value.value()).isEqualTo(Tuple1.of("value-" + key));
        }
    }
}
