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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of a job's checkpoints, as earlier attempts of the ApplicationMaster have left it. Blocks on storage.
 *
 * @param path where it is
 */
record JobFolder(Path path) {

    private static final Logger LOG = LoggerFactory.getLogger(JobFolder.class);

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

    /**
     * The same while the job goes on. The folder of the highest number is only emptied: as long as it is there, no attempt uses
     * its number again.
     */
    List<Path> allButNumbers(Set<Path> needed) throws IOException {
        long highest = highestNumber();
        List<Path> others = new ArrayList<>();
        for (Path folder : allBut(needed)) {
            if (folder.getName().equals(PREFIX + highest)) {
                others.addAll(in(folder).toList());
            } else {
                others.add(folder);
            }
        }
        return others;
    }

    void delete(List<Path> superfluous) throws IOException {
        for (Path one : superfluous) {
            path.getFileSystem().delete(one, true);
        }
    }

    /** Removes it with the two folders that lie in it for shared files, as far as there is nothing in them. */
    void deleteIfEmpty() {
        List<Path> emptiest = List.of(
                new Path(path, AbstractFsCheckpointStorageAccess.CHECKPOINT_SHARED_STATE_DIR),
                new Path(path, AbstractFsCheckpointStorageAccess.CHECKPOINT_TASK_OWNED_STATE_DIR),
                path);
        for (Path candidate : emptiest) {
            try {
                candidate.getFileSystem().delete(candidate, false);
            } catch (IOException e) {
                LOG.debug("Folder {} is not empty and stays", candidate, e);
            }
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
