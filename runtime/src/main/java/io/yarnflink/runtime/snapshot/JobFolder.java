package io.yarnflink.runtime.snapshot;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.filesystem.AbstractFsCheckpointStorageAccess;

/**
 * The folder of a job's checkpoints, as earlier attempts of the ApplicationMaster have left it. Blocks on storage.
 *
 * @param path where it is
 */
record JobFolder(Path path) {

    private static final String PREFIX = AbstractFsCheckpointStorageAccess.CHECKPOINT_DIR_PREFIX;

    /** The highest number that a checkpoint has had, complete or not; 0 if there is none. */
    long highestNumber() throws IOException {
        return checkpoints()
                .map(folder -> folder.getName().substring(PREFIX.length()))
                .filter(number -> number.matches("\\d{1,18}"))
                .mapToLong(Long::parseLong)
                .max()
                .orElse(0);
    }

    /**
     * The folders of all other checkpoints, and, if there are none to be kept, what checkpoints have shared. Names are never
     * used again, so what is found now can be deleted at any time.
     */
    List<Path> allBut(Set<Path> needed) throws IOException {
        Set<String> kept = needed.stream()
                .filter(folder -> path.getName().equals(folder.getParent().getName()))
                .map(Path::getName)
                .collect(Collectors.toSet());
        List<Path> others = new ArrayList<>(
                checkpoints().filter(folder -> !kept.contains(folder.getName())).toList());
        if (kept.isEmpty()) {
            others.addAll(in(new Path(path, AbstractFsCheckpointStorageAccess.CHECKPOINT_SHARED_STATE_DIR))
                    .toList());
            others.addAll(in(new Path(path, AbstractFsCheckpointStorageAccess.CHECKPOINT_TASK_OWNED_STATE_DIR))
                    .toList());
        }
        return others;
    }

    void delete(List<Path> superfluous) throws IOException {
        for (Path one : superfluous) {
            path.getFileSystem().delete(one, true);
        }
    }

    private Stream<Path> checkpoints() throws IOException {
        return in(path).filter(folder -> folder.getName().startsWith(PREFIX));
    }

    private static Stream<Path> in(Path folder) throws IOException {
        FileStatus[] found;
        try {
            found = folder.getFileSystem().listStatus(folder);
        } catch (FileNotFoundException e) {
            return Stream.empty();
        }
        return found == null ? Stream.empty() : Stream.of(found).map(FileStatus::getPath);
    }
}
