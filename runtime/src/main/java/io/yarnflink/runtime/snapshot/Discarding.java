package io.yarnflink.runtime.snapshot;

import io.yarnflink.runtime.checkpoint.SubtaskSnapshot;
import io.yarnflink.runtime.succession.JobRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.TaskStateSnapshot;
import org.apache.flink.runtime.jobgraph.OperatorID;
import org.apache.flink.runtime.state.CheckpointBoundKeyedStateHandle;
import org.apache.flink.runtime.state.CheckpointStorageLocation;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.StateObject;
import org.apache.flink.runtime.state.filesystem.FsCheckpointStorageLocation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what nobody needs any more, and nothing that a held checkpoint refers to. Thread-safe; returns at once, the work
 * is done by {@link Deletions}.
 */
final class Discarding {

    private static final Logger LOG = LoggerFactory.getLogger(Discarding.class);

    private static final String ABORTED_PLACE = "The place of an aborted checkpoint";

    /** Folders of aborted checkpoints that tasks may still write into; the oldest are forgotten. */
    private static final int REMEMBERED_FOLDERS = 128;

    /** A folder that somebody else is writing into or deleting from may need more than one. */
    private static final int ATTEMPTS = 3;

    private final HeldCheckpoints held;
    private final Deletions deletions;
    private final List<Path> jobFolders;
    private final ClassLoader userCode;
    private final JobRecord record;

    /** Guarded by itself: aborts come from the event loop, late state is met by the threads that delete. */
    private final Set<Path> abortedFolders = new LinkedHashSet<>();

    /**
     * @param held what must not be touched
     * @param deletions does the work
     * @param jobFolders hold the folders of checkpoints, and go at the end if there is nothing in them
     * @param userCode loads the user's classes
     * @param record tells what another attempt of the ApplicationMaster may need
     */
    Discarding(
            HeldCheckpoints held, Deletions deletions, List<Path> jobFolders, ClassLoader userCode, JobRecord record) {
        this.held = held;
        this.deletions = deletions;
        this.jobFolders = jobFolders;
        this.userCode = userCode;
        this.record = record;
    }

    /** A place that was made for a checkpoint that did not become complete. */
    void place(CheckpointStorageLocation place) {
        folderOf(place).ifPresent(this::remember);
        deletions.soon(ABORTED_PLACE, () -> dispose(place));
    }

    /** As {@link #place}, at once: for whoever has written into it and is waited for at the job's end. */
    void placeNow(long checkpoint, CheckpointStorageLocation place) {
        folderOf(place).ifPresent(this::remember);
        deletions.attempt(ABORTED_PLACE, () -> {
            record.beforeDeletion(checkpoint);
            dispose(place);
        });
    }

    /**
     * A checkpoint that was aborted.
     *
     * @param id its number
     * @param place where it was to go; empty if somebody else gives that back
     * @param complete the checkpoint, if it has become complete all the same
     * @param snapshots what subtasks have written for it
     */
    void aborted(
            long id,
            Optional<CheckpointStorageLocation> place,
            Optional<HeldCheckpoint> complete,
            List<SubtaskSnapshot> snapshots) {
        place.flatMap(Discarding::folderOf)
                .or(() -> complete.flatMap(HeldCheckpoint::ownFolder))
                .ifPresent(this::remember);
        deletions.soon("State of an aborted checkpoint", () -> {
            record.beforeDeletion(id);
            for (SubtaskSnapshot snapshot : snapshots) {
                discard(snapshot);
            }
            complete.ifPresent(this::discard);
            if (place.isPresent()) {
                dispose(place.get());
            }
        });
    }

    /** State that came too late for its checkpoint. */
    void late(SubtaskSnapshot snapshot) {
        deletions.soon("State that came late", () -> {
            record.verify();
            discard(snapshot).forEach(this::deleteFolder);
        });
    }

    void superfluous(HeldCheckpoints.Superfluous superfluous) {
        deletions.inOrder(superfluous.shared(), () -> superfluous.checkpoints().forEach(this::discard));
    }

    /** The job has ended: what is not to be kept goes, and folders that are empty then. */
    void end(JobStatus status) {
        List<HeldCheckpoint> checkpoints = new ArrayList<>(); // filled by the first step, read by the second
        deletions.lastly(
                () -> {
                    HeldCheckpoints.Superfluous superfluous = held.end(status);
                    checkpoints.addAll(superfluous.checkpoints());
                    return superfluous.shared();
                },
                () -> {
                    checkpoints.forEach(this::discard);
                    remembered().forEach(this::deleteFolder);
                    if (record.attempt() > 1) {
                        jobFolders.stream().findFirst().map(JobFolder::new).ifPresent(this::removeStrays);
                    }
                    jobFolders.forEach(folder -> new JobFolder(folder).deleteIfEmpty());
                });
    }

    /** What tasks of an earlier attempt have written where this one did not look for it. */
    private void removeStrays(JobFolder folder) {
        Set<Path> needed = new HashSet<>(held.folders());
        record.counting().forEach(checkpoint -> needed.add(new Path(checkpoint.path())));
        deletions.attempt("What earlier attempts left in " + folder.path(), () -> folder.delete(folder.allBut(needed)));
    }

    /** Deletes what is not in the folder of an aborted checkpoint; those folders that hold some of it. */
    private Set<Path> discard(SubtaskSnapshot snapshot) throws IOException {
        Set<Path> aborted = remembered();
        Set<Path> touched = new LinkedHashSet<>();
        Optional<TaskStateSnapshot> read = Snapshots.read(snapshot, userCode);
        if (read.isEmpty()) {
            return touched;
        }
        for (Map.Entry<OperatorID, OperatorSubtaskState> state : read.get().getSubtaskStateMappings()) {
            adoptShared(state.getValue());
            for (StateObject handle : state.getValue().getDiscardables()) {
                Optional<Path> folder = folderOf(handle).filter(aborted::contains);
                folder.ifPresent(touched::add);
                if (folder.isEmpty()) {
                    discardUnlessNeeded(handle);
                }
            }
        }
        return touched;
    }

    private void discardUnlessNeeded(StateObject handle) {
        Optional<Path> needed = StateFile.ownedBy(handle).stream()
                .map(StateFile::path)
                .filter(held::needs)
                .findAny();
        if (needed.isPresent()) {
            LOG.warn("{} was to be deleted as superfluous, but a complete checkpoint needs it", needed.get());
        } else {
            deletions.attempt("State " + handle, handle::discardState);
        }
    }

    /** Files that other checkpoints may share are for the registry to count, so that they go exactly once. */
    private void adoptShared(OperatorSubtaskState state) {
        for (KeyedStateHandle handle : state.getManagedKeyedState()) {
            if (handle instanceof CheckpointBoundKeyedStateHandle bound) {
                deletions.attempt("Shared state of " + handle, () -> held.adopt(handle, bound.getCheckpointId()));
            }
        }
    }

    private void discard(HeldCheckpoint checkpoint) {
        Optional<Path> folder = checkpoint.ownFolder();
        deletions.attempt(
                "The metadata of " + checkpoint.files(), checkpoint.files().getMetadataHandle()::discardState);
        List<StateObject> handles = checkpoint.states().values().stream()
                .flatMap(state -> state.getDiscardables().stream())
                .toList();
        for (StateObject handle : handles) {
            if (folder.isEmpty() || !folderOf(handle).equals(folder)) {
                deletions.attempt("State " + handle, handle::discardState);
            }
        }
        if (folder.isPresent()) {
            deleteFolder(folder.get());
        } else {
            deletions.attempt("The folder of " + checkpoint.files(), checkpoint.place()::disposeStorageLocation);
        }
    }

    /** The folder in which all of a handle's files lie: deleting that spares a NameNode most of the calls. */
    private static Optional<Path> folderOf(StateObject handle) {
        Set<Path> folders = StateFile.ownedBy(handle).stream()
                .map(file -> file.path().getParent())
                .collect(Collectors.toSet());
        return folders.size() == 1 ? folders.stream().findFirst() : Optional.empty();
    }

    private void dispose(CheckpointStorageLocation place) throws IOException {
        Optional<Path> folder = folderOf(place);
        if (folder.isPresent()) {
            deleteFolder(folder.get());
        } else {
            place.disposeOnFailure();
        }
    }

    private void deleteFolder(Path folder) {
        deletions.attempt("Folder " + folder, () -> {
            FileSystem files = folder.getFileSystem();
            boolean gone = false;
            try {
                for (int attempt = 0; attempt < ATTEMPTS && !gone; attempt++) {
                    gone = files.delete(folder, true) || !files.exists(folder);
                }
            } catch (IOException e) {
                // Storage that takes no changes now may do so at the job's end, when this is tried again.
                remember(folder);
                throw e;
            }
            if (!gone) {
                throw new IOException("The file system left " + folder + " in place");
            }
        });
    }

    private static Optional<Path> folderOf(CheckpointStorageLocation place) {
        return place instanceof FsCheckpointStorageLocation inFiles
                ? Optional.of(inFiles.getCheckpointDirectory())
                : Optional.empty();
    }

    private void remember(Path folder) {
        synchronized (abortedFolders) {
            abortedFolders.add(folder);
            if (abortedFolders.size() > REMEMBERED_FOLDERS) {
                abortedFolders.remove(abortedFolders.iterator().next());
            }
        }
    }

    private Set<Path> remembered() {
        synchronized (abortedFolders) {
            return Set.copyOf(abortedFolders);
        }
    }
}
