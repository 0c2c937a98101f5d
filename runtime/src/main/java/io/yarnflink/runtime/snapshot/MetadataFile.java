package io.yarnflink.runtime.snapshot;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.metadata.CheckpointMetadata;
import org.apache.flink.runtime.checkpoint.metadata.MetadataSerializers;
import org.apache.flink.runtime.state.CompletedCheckpointStorageLocation;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/**
 * The metadata of a checkpoint or savepoint, read from storage. Reading changes nothing there.
 *
 * @param contents what it says
 * @param place where the checkpoint is
 * @param path of the file
 * @param writtenAt when, in milliseconds since the epoch
 */
record MetadataFile(CheckpointMetadata contents, CompletedCheckpointStorageLocation place, Path path, long writtenAt) {

    private static final String NAME = AbstractFsCheckpointStorageAccess.METADATA_FILE_NAME;
    private static final int NAMED = 5;

    /**
     * Reads the metadata of the checkpoint at {@code pointer}, a folder or the metadata file in it. Blocks.
     *
     * @throws RestoreException if there is none or it cannot be read
     */
    static MetadataFile read(String pointer, ClassLoader userCode) {
        FileStatus file;
        try {
            Path path = new Path(pointer);
            FileSystem files = path.getFileSystem();
            file = find(files, path);
            CompletedCheckpointStorageLocation place =
                    AbstractFsCheckpointStorageAccess.resolveCheckpointPointer(pointer);
            CheckpointMetadata contents = parse(files, file, place.getExternalPointer(), userCode);
            return new MetadataFile(contents, place, file.getPath(), file.getModificationTime());
        } catch (IOException | IllegalArgumentException e) {
            if (Causes.isDenied(e)) {
                throw new RestoreException(
                        "Expected to be allowed to read the checkpoint " + pointer + ", but access is denied ("
                                + Causes.innermost(e) + "). Let the user who runs the job read it.",
                        e);
            }
            throw new RestoreException(
                    "The checkpoint " + pointer + " cannot be read (" + Causes.innermost(e)
                            + "). Check path and file system.",
                    e);
        }
    }

    private static FileStatus find(FileSystem files, Path path) throws IOException {
        FileStatus found;
        try {
            found = files.getFileStatus(path);
        } catch (FileNotFoundException e) {
            throw new RestoreException("Expected a checkpoint or savepoint at " + path + ", found nothing there."
                    + neighbours(files, path.getParent()));
        }
        if (!found.isDir()) {
            return found;
        }
        try {
            return files.getFileStatus(new Path(path, NAME));
        } catch (FileNotFoundException e) {
            throw new RestoreException("Expected the file " + NAME + " in " + path
                    + ", found none: the checkpoint was not completed, or this is not a checkpoint's folder."
                    + neighbours(files, path));
        }
    }

    /** What somebody who mistyped may have meant. */
    private static String neighbours(FileSystem files, Path folder) {
        try {
            FileStatus[] found = folder == null ? null : files.listStatus(folder);
            List<String> checkpoints = Stream.of(found == null ? new FileStatus[0] : found)
                    .filter(FileStatus::isDir)
                    .map(status -> status.getPath().getName())
                    .filter(name -> name.startsWith(AbstractFsCheckpointStorageAccess.CHECKPOINT_DIR_PREFIX)
                            || name.startsWith("savepoint-"))
                    .sorted()
                    .toList();
            if (checkpoints.isEmpty()) {
                return " Give the path that was printed when it was taken.";
            }
            List<String> some = checkpoints.subList(Math.max(0, checkpoints.size() - NAMED), checkpoints.size());
            return " In " + folder + " there are: " + String.join(", ", some) + ".";
        } catch (IOException e) {
            return " Give the path that was printed when it was taken.";
        }
    }

    private static CheckpointMetadata parse(FileSystem files, FileStatus file, String pointer, ClassLoader userCode)
            throws IOException {
        Path path = file.getPath();
        checkHeader(files, path);
        try (DataInputStream in = new DataInputStream(files.open(path))) {
            return Checkpoints.loadCheckpointMetadata(in, userCode, pointer);
        } catch (EOFException e) {
            throw truncated(path, file.getLen(), e);
        } catch (IOException | RuntimeException e) {
            if (Causes.isDenied(e)) {
                throw new IOException(e);
            }
            throw new RestoreException(
                    "The metadata " + path + " is damaged (" + Causes.innermost(e)
                            + "). Restore from another checkpoint.",
                    e);
        }
    }

    private static void checkHeader(FileSystem files, Path path) throws IOException {
        try (DataInputStream in = new DataInputStream(files.open(path))) {
            int magic = in.readInt();
            if (magic != Checkpoints.HEADER_MAGIC_NUMBER) {
                throw new RestoreException("Expected Flink's checkpoint metadata in " + path + ", which begins with "
                        + hex(Checkpoints.HEADER_MAGIC_NUMBER) + ", found " + hex(magic)
                        + ": the file is something else. Give the path of a checkpoint or savepoint.");
            }
            int version = in.readInt();
            try {
                MetadataSerializers.getSerializer(version);
            } catch (IllegalArgumentException e) {
                throw new RestoreException(
                        "Expected checkpoint metadata of a version up to Flink 2.3's in " + path + ", found version "
                                + version + ", which a newer Flink wrote. Take the savepoint with Flink 2.3 or older.",
                        e);
            }
        } catch (EOFException e) {
            throw truncated(path, files.getFileStatus(path).getLen(), e);
        }
    }

    private static RestoreException truncated(Path path, long length, EOFException cause) {
        return new RestoreException(
                "Expected complete checkpoint metadata in " + path + ", but the file ends early, after " + length
                        + " bytes. Restore from another checkpoint.",
                cause);
    }

    private static String hex(int value) {
        return String.format("%08x", value);
    }
}
