package io.yarnflink.state.snapshot;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.runtime.state.IncrementalKeyedStateHandle.HandleAndLocalPath;
import org.apache.flink.runtime.state.PlaceholderStreamStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;

/**
 * Which files of which checkpoint are on checkpoint storage. Told of checkpoints by the task's thread and by those that
 * upload: every method is synchronized, since the upload of one checkpoint may end while the next is being prepared.
 */
public final class UploadedFiles {

    private final TreeMap<Long, List<HandleAndLocalPath>> byCheckpoint = new TreeMap<>();
    private final Map<String, String> storeNames = new HashMap<>();
    private long lastCompleted;

    /** Nothing has been uploaded. */
    public UploadedFiles() {
        this(-1, Map.of());
    }

    /** Begins with what the checkpoint that was restored from consists of. */
    public UploadedFiles(long restoredCheckpoint, Map<Long, Collection<HandleAndLocalPath>> files) {
        this.lastCompleted = restoredCheckpoint;
        files.forEach((checkpoint, some) -> byCheckpoint.put(checkpoint, List.copyOf(some)));
    }

    /** {@code checkpoint} consists of {@code files}. */
    public synchronized void uploaded(long checkpoint, List<HandleAndLocalPath> files) {
        byCheckpoint.put(checkpoint, List.copyOf(files));
    }

    /** What a checkpoint has under one name is in the store under another. */
    public synchronized void renamed(String file, String inStore) {
        storeNames.put(file, inStore);
    }

    /** {@code checkpoint} is complete: what only older ones refer to may be gone. */
    public synchronized void completed(long checkpoint) {
        if (checkpoint > lastCompleted && byCheckpoint.containsKey(checkpoint)) {
            byCheckpoint.headMap(checkpoint, false).clear();
            Set<String> known = new HashSet<>();
            byCheckpoint.values().forEach(files -> files.forEach(file -> known.add(file.getLocalPath())));
            storeNames.keySet().retainAll(known);
            lastCompleted = checkpoint;
        }
    }

    /** {@code checkpoint} will never be complete: its files are being deleted. */
    public synchronized void aborted(long checkpoint) {
        byCheckpoint.remove(checkpoint);
    }

    /**
     * The files, by name in the store, that a new checkpoint can refer to: those of the last complete one, but for those
     * that a later one has uploaded again, because the JobManager may keep the later copy and delete the first.
     */
    public synchronized Map<String, StreamStateHandle> reusable() {
        List<HandleAndLocalPath> base = byCheckpoint.get(lastCompleted);
        if (base == null) {
            return Map.of();
        }
        Map<String, StreamStateHandle> files = new HashMap<>();
        base.forEach(file -> files.put(nameInStore(file), file.getHandle()));
        for (List<HandleAndLocalPath> later :
                byCheckpoint.tailMap(lastCompleted, false).values()) {
            for (HandleAndLocalPath file : later) {
                if (!(file.getHandle() instanceof PlaceholderStreamStateHandle)) {
                    files.remove(nameInStore(file));
                }
            }
        }
        return files;
    }

    private String nameInStore(HandleAndLocalPath file) {
        return storeNames.getOrDefault(file.getLocalPath(), file.getLocalPath());
    }
}
