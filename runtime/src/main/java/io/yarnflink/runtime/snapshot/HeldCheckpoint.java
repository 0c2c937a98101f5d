package io.yarnflink.runtime.snapshot;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.CompletedCheckpoint;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.FsCompletedCheckpointStorageLocation;

/**
 * A complete checkpoint that the job may restart from.
 *
 * @param files Flink's view of it
 * @param place where it is
 * @param own whether this job wrote it, rather than having been restored from it
 */
record HeldCheckpoint(CompletedCheckpoint files, CompletedCheckpointStorageLocation place, boolean own) {

    long id() {
        return files.getCheckpointID();
    }

    Map<OperatorID, OperatorState> states() {
        return files.getOperatorStates();
    }

    /** The folder in which it is; empty if it is not in files. */
    Optional<Path> folder() {
        return place instanceof FsCompletedCheckpointStorageLocation inFiles
                ? Optional.of(inFiles.getExclusiveCheckpointDir())
                : Optional.empty();
    }

    /** The folder that was made for this checkpoint alone; empty if there is none or it may hold other things. */
    Optional<Path> ownFolder() {
        return own && place instanceof FsCompletedCheckpointStorageLocation inFiles
                ? Optional.of(inFiles.getExclusiveCheckpointDir())
                : Optional.empty();
    }

    /** Where it is, as one writes it to restore from it, from whatever machine. */
    String pointer() throws IOException {
        if (place instanceof FsCompletedCheckpointStorageLocation inFiles) {
            Path folder = inFiles.getExclusiveCheckpointDir();
            return folder.makeQualified(folder.getFileSystem()).toString();
        }
        return place.getExternalPointer();
    }

    boolean refersTo(Path file) {
        return states().values().stream()
                .flatMap(state -> StateFile.of(state).stream())
                .anyMatch(known -> known.path().equals(file));
    }
}
