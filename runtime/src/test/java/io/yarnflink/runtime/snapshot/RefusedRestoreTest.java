package io.yarnflink.runtime.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.yarnflink.runtime.graph.Subtask;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.OperatorIDPair;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.JobManagerTaskRestore;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.StateObjectCollection;
import org.apache.flink.runtime.checkpoint.channel.InputChannelInfo;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.InputChannelStateHandle;
import org.apache.flink.runtime.state.memory.ByteStreamStateHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a job cannot begin from, what people are told of it, and that nothing of it is touched. */
class RefusedRestoreTest {

    @TempDir
    Path folder;

    private String savepoint = "";
    private Path files = Path.of("");
    private Map<String, String> before = Map.of();

    @BeforeEach
    void takeSavepoint() throws Exception {
        try (CheckpointedJob job = CheckpointedJob.start(TestGraph.job(), configuration())) {
            job.count(CheckpointStorageContractTest.KEYS);
            savepoint =
                    job.savepoint(1, "flaky:" + folder.resolve("savepoints")).path();
        }
        files = Path.of(new org.apache.flink.core.fs.Path(savepoint).getPath());
    }

    @AfterEach
    void recover() {
        FlakyFileSystem.wellAgain();
    }

    @Test
    void shouldNameAMissingPathAndWhatThereIsInstead() throws Exception {
        assertRefused(
                TestGraph.job().from("flaky:" + folder.resolve("savepoints/savepoint-1"), RecoveryClaimMode.CLAIM),
                "savepoints/savepoint-1, found nothing there",
                "there are: " + files.getFileName());
    }

    @Test
    void shouldNameTheCheckpointsOfAFolderThatIsNone() throws Exception {
        assertRefused(
                TestGraph.job().from("flaky:" + folder.resolve("savepoints"), RecoveryClaimMode.CLAIM),
                "Expected the file _metadata in flaky:" + folder.resolve("savepoints"),
                "there are: " + files.getFileName());
    }

    @Test
    void shouldTellTruncatedMetadata() throws Exception {
        Path metadata = files.resolve("_metadata");
        byte[] whole = Files.readAllBytes(metadata);
        for (int length : new int[] {0, 3, 7, 20, whole.length / 2, whole.length - 1}) {
            Files.write(metadata, Arrays.copyOf(whole, length));
            assertRefused(fromSavepoint(), "_metadata", "ends early, after " + length + " bytes");
        }
    }

    @Test
    void shouldTellAFileThatIsNotFlinks() throws Exception {
        Files.writeString(files.resolve("_metadata"), "#!/bin/sh\necho hello", StandardCharsets.UTF_8);
        assertRefused(fromSavepoint(), "_metadata", "begins with 4960672d, found 23212f62", "something else");
    }

    @Test
    void shouldTellMetadataOfANewerFlink() throws Exception {
        Path metadata = files.resolve("_metadata");
        byte[] bytes = Files.readAllBytes(metadata);
        bytes[7] = 99;
        Files.write(metadata, bytes);
        assertRefused(fromSavepoint(), "_metadata", "found version 99", "newer Flink");
    }

    @Test
    void shouldTellDamagedMetadata() throws Exception {
        Path metadata = files.resolve("_metadata");
        byte[] bytes = Files.readAllBytes(metadata);
        Arrays.fill(bytes, 8, 16, (byte) -1); // the checkpoint's id
        Files.write(metadata, bytes);
        assertRefused(fromSavepoint(), "_metadata is damaged", "Restore from another checkpoint");
    }

    @Test
    void shouldNameAMissingStateFileAndItsOperator() throws Exception {
        Path missing = stateFiles().get(0);
        Files.delete(missing);
        assertRefused(
                fromSavepoint(),
                missing.getFileName().toString(),
                "state of the operator 'count' (uid 'count-uid', id " + TestGraph.COUNT + ") is missing");
    }

    @Test
    void shouldNameAStateFileThatIsTooShort() throws Exception {
        Path shortened = stateFiles().get(0);
        Files.write(shortened, new byte[5]);
        assertRefused(fromSavepoint(), shortened.getFileName().toString(), "has 5 bytes where at least");
    }

    @Test
    void shouldNameOperatorsThatTheJobNoLongerHas() throws Exception {
        TestGraph renamed =
                fromSavepoint().countingAs(OperatorIDPair.of(new OperatorID(8, 8), null, "count", "another-uid"));
        assertRefused(
                renamed,
                "the operator 'count' (uid 'count-uid', id " + TestGraph.COUNT + ")",
                "execution.state-recovery.ignore-unclaimed-state: true",
                "--allowNonRestoredState");

        // but it may be left behind
        try (CheckpointedJob job = CheckpointedJob.start(renamed.leavingStateBehind(), configuration())) {
            assertThat(job.counted()).isEmpty();
        }
    }

    @Test
    void shouldNameAnotherMaximumParallelism() throws Exception {
        assertRefused(
                fromSavepoint().maxParallelism(64),
                "the keyed state of the operator 'count' (uid 'count-uid', id " + TestGraph.COUNT + ")",
                "has maximum parallelism 128, but the job sets 64",
                "pipeline.max-parallelism");
    }

    @Test
    void shouldNameAParallelismThatTheStateCannotBeSplitInto() throws Exception {
        assertRefused(
                fromSavepoint().counters(200),
                "'count'",
                "has maximum parallelism 128, but its parallelism is to be 200",
                "at most 128");
    }

    @Test
    void shouldTellEverythingThatIsWrongAtOnce() throws Exception {
        Path missing = stateFiles().get(1);
        Files.delete(missing);
        assertRefused(
                fromSavepoint().counters(200).maxParallelism(256),
                "its parallelism is to be 200",
                missing.getFileName().toString());
    }

    @Test
    void shouldTellThatAccessIsDenied() throws Exception {
        FlakyFileSystem.failing((call, path) -> {
            if (call.equals("open")) {
                throw new AccessDeniedException(path.toString());
            }
        });
        assertRefused(fromSavepoint(), "allowed to read", savepoint, "Let the user who runs the job read it");
    }

    @Test
    void shouldTellAFileSystemThatIsNotThere() throws Exception {
        assertRefused(
                TestGraph.job().from("nowhere://host/savepoint", RecoveryClaimMode.CLAIM),
                "nowhere://host/savepoint cannot be read",
                "Check path and file system");
    }

    @Test
    void shouldRestoreRecordsInFlightOnlyWithTheSameParallelism() throws Exception {
        // given
        addRecordsInFlight();

        // when the parallelism is the same, then they are given back
        try (CheckpointedJob job = CheckpointedJob.start(fromSavepoint(), configuration())) {
            JobManagerTaskRestore restore = job.checkpoints().restoreOf(1, new Subtask(1, 0));
            assertThat(Objects.requireNonNull(restore)
                            .getTaskStateSnapshot()
                            .getSubtaskStateByOperatorID(TestGraph.COUNT)
                            .getInputChannelState())
                    .hasSize(1);
            // and the other end of the channel learns that there is something to replay
            assertThat(job.checkpoints().restoreOf(1, new Subtask(0, 0))).isNotNull();
        }

        // but not when either end of the channels has another
        for (TestGraph rescaled :
                List.of(fromSavepoint().counters(3), fromSavepoint().sources(2))) {
            assertRefused(
                    rescaled,
                    "records in flight at the operator 'count' (uid 'count-uid', id " + TestGraph.COUNT + ")",
                    "restore with the same parallelism, take a savepoint");
        }
    }

    private void addRecordsInFlight() throws IOException {
        Path metadata = files.resolve("_metadata");
        CheckpointMetadata read;
        try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
            read = Checkpoints.loadCheckpointMetadata(in, getClass().getClassLoader(), savepoint);
        }
        List<OperatorState> states = new ArrayList<>(read.getOperatorStates());
        for (OperatorState state : states) {
            if (state.getOperatorID().equals(TestGraph.COUNT)) {
                OperatorSubtaskState changed = state.getState(0).toBuilder()
                        .setInputChannelState(StateObjectCollection.singleton(new InputChannelStateHandle(
                                new InputChannelInfo(0, 0),
                                new ByteStreamStateHandle("in flight", new byte[] {1, 2, 3}),
                                List.of(0L))))
                        .build();
                state.putState(0, changed);
            }
        }
        try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(metadata))) {
            Checkpoints.storeCheckpointMetadata(
                    new CheckpointMetadata(
                            read.getCheckpointId(), states, read.getMasterStates(), read.getCheckpointProperties()),
                    out);
        }
    }

    private void assertRefused(TestGraph job, String... told) throws Exception {
        before = contents();
        assertThatThrownBy(() -> CheckpointedJob.start(job, configuration()))
                .isInstanceOf(RestoreException.class)
                .hasMessageContainingAll(told);
        assertThat(contents()).isEqualTo(before);
    }

    private TestGraph fromSavepoint() {
        return TestGraph.job().from(savepoint, RecoveryClaimMode.CLAIM);
    }

    private List<Path> stateFiles() throws IOException {
        try (Stream<Path> all = Files.list(files)) {
            return all.filter(path -> !path.getFileName().toString().equals("_metadata"))
                    .sorted()
                    .toList();
        }
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                contents.put(
                        path.toString(),
                        Files.isDirectory(path)
                                ? ""
                                : new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1));
            }
        }
        return contents;
    }

    private Configuration configuration() {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "flaky:" + folder.resolve("checkpoints"));
        configuration.set(CheckpointingOptions.FS_SMALL_FILE_THRESHOLD, MemorySize.ZERO);
        return configuration;
    }
}
