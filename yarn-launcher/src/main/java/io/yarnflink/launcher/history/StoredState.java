package io.yarnflink.launcher.history;

import io.yarnflink.launcher.KeptCheckpoint;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What can be seen of a checkpoint's files without reading its state. What lies on another file system than the client's own
 * is not judged: it may not be reached from here.
 */
final class StoredState {

    static final String METADATA = "_metadata";

    /** What Flink's metadata begins with. */
    private static final int MAGIC = 0x4960672d;

    private final FileSystem fileSystem;

    StoredState(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    /** Whether the client can look at it. */
    boolean isReachable(KeptCheckpoint state) {
        Path path = pathOf(state);
        return fileSystem.getUri().getScheme().equals(path.toUri().getScheme())
                && String.valueOf(fileSystem.getUri().getAuthority())
                        .equals(String.valueOf(path.toUri().getAuthority()));
    }

    /** Its folder. */
    Path pathOf(KeptCheckpoint state) {
        return new Path(state.view().path()).makeQualified(fileSystem.getUri(), fileSystem.getWorkingDirectory());
    }

    /** Whether something is there still. */
    boolean exists(KeptCheckpoint state) throws IOException {
        return !isReachable(state) || fileSystem.exists(pathOf(state));
    }

    /** Why nothing can be started from it, for people; empty if nothing speaks against it. */
    Optional<String> damage(KeptCheckpoint state) throws IOException {
        if (!isReachable(state)) {
            return Optional.empty();
        }
        Path metadata = new Path(pathOf(state), METADATA);
        FileStatus status;
        try {
            status = fileSystem.getFileStatus(metadata);
        } catch (FileNotFoundException e) {
            return Optional.of(
                    fileSystem.exists(pathOf(state)) ? "its file " + METADATA + " is missing" : "it is gone");
        }
        try (DataInputStream in = new DataInputStream(fileSystem.open(metadata))) {
            int found = in.readInt();
            return found == MAGIC
                    ? Optional.empty()
                    : Optional.of(String.format("its file %s begins with %08x, not as Flink's do", METADATA, found));
        } catch (EOFException e) {
            return Optional.of("its file " + METADATA + " ends after " + status.getLen() + " bytes");
        } catch (FileNotFoundException e) {
            return Optional.of("it is gone");
        } catch (org.apache.hadoop.hdfs.BlockMissingException e) {
            return Optional.of("blocks of its file " + METADATA + " are missing");
        }
    }
}
