package io.yarnflink.runtime.snapshot;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.SharedStateRegistry;
import org.apache.flink.runtime.state.SharedStateRegistryImpl;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints that a job may restart from, and the files that they share. Thread-safe by its lock: checkpoints come
 * from threads that do I/O and go at the word of the JobManager's event loop, which reads them when it deploys. Nothing
 * under the lock does I/O; what is to be deleted is handed out.
 */
final class HeldCheckpoints {

    /**
     * What has become superfluous.
     *
     * @param shared deletions of files that checkpoints shared, to be done first, for a folder may hold some of them
     * @param checkpoints to be deleted as a whole
     */
    record Superfluous(List<Runnable> shared, List<HeldCheckpoint> checkpoints) {}

    private final Map<Long, HeldCheckpoint> held = new HashMap<>();
    private final Set<Long> inherited = new HashSet<>();
    private @Nullable HeldCheckpoint aside;
    private final List<HeldCheckpoint> waiting = new ArrayList<>();
    private final List<Runnable> sharedToDelete = new ArrayList<>();
    private final SharedStateRegistry registry = new SharedStateRegistryImpl(sharedToDelete::add);

    /** The checkpoint that the job begins from. */
    synchronized void addRestored(HeldCheckpoint restored, RecoveryClaimMode mode) {
        restored.files().registerSharedStatesAfterRestored(registry, mode);
        held.put(restored.id(), restored);
    }

    /** A checkpoint from before the restored one, which an earlier attempt of the ApplicationMaster has left. */
    synchronized void addInherited(HeldCheckpoint older) {
        older.files().registerSharedStatesAfterRestored(registry, RecoveryClaimMode.CLAIM);
        held.put(older.id(), older);
        inherited.add(older.id());
    }

    /** Inherited ones that are too many now that {@code newest} is complete. */
    synchronized List<Long> inheritedBeyond(int retained, long newest) {
        List<Long> owned = held.values().stream()
                .filter(checkpoint -> checkpoint.files().shouldBeDiscardedOnSubsume())
                .map(HeldCheckpoint::id)
                .filter(id -> id <= newest)
                .sorted()
                .toList();
        return owned.subList(0, Math.max(0, owned.size() - retained)).stream()
                .filter(inherited::contains)
                .toList();
    }

    /** Files of a checkpoint are known from now on, though it may not become complete. */
    synchronized void register(Collection<OperatorState> states, long id) {
        registry.registerAll(states, id);
    }

    /**
     * State that nobody will restart from; what it shares with other checkpoints goes when those do.
     *
     * @param checkpoint the one that it was taken for
     */
    synchronized void adopt(KeyedStateHandle state, long checkpoint) {
        state.registerSharedStates(registry, checkpoint);
    }

    synchronized void add(HeldCheckpoint complete) {
        held.put(complete.id(), complete);
    }

    /** A savepoint is complete; it is the user's and not held, but may still be aborted. */
    synchronized void setAside(HeldCheckpoint savepoint) {
        aside = savepoint;
    }

    /** Nobody heard that this one became complete. It, if it did. */
    synchronized Optional<HeldCheckpoint> abort(long id) {
        HeldCheckpoint savepoint = aside;
        if (savepoint != null && savepoint.id() == id) {
            aside = null;
            return Optional.of(savepoint);
        }
        return Optional.ofNullable(held.remove(id));
    }

    synchronized Optional<HeldCheckpoint> find(long id) {
        return Optional.ofNullable(held.get(id));
    }

    /** Whether the job may restart from a checkpoint that needs this file. */
    boolean needs(Path file) {
        return all().stream().anyMatch(checkpoint -> checkpoint.refersTo(file));
    }

    /** The folders of the checkpoints that the job may restart from, or that are retained. */
    Set<Path> folders() {
        return all().stream()
                .flatMap(checkpoint -> checkpoint.folder().stream())
                .collect(Collectors.toSet());
    }

    /** Adds those that are older and that the job owns: nobody restarts from them either. */
    synchronized List<Long> withOlder(List<Long> ids) {
        long newest = ids.stream().mapToLong(Long::longValue).max().orElse(0);
        return Stream.concat(
                        ids.stream(),
                        held.values().stream()
                                .filter(checkpoint -> checkpoint.files().shouldBeDiscardedOnSubsume())
                                .map(HeldCheckpoint::id)
                                .filter(id -> id < newest))
                .distinct()
                .toList();
    }

    private synchronized List<HeldCheckpoint> all() {
        return List.copyOf(held.values());
    }

    /** Nobody restarts from these any more. */
    synchronized Superfluous subsume(List<Long> ids) {
        for (long id : ids) {
            HeldCheckpoint gone = held.remove(id);
            if (gone != null && gone.files().shouldBeDiscardedOnSubsume()) {
                waiting.add(gone);
            }
        }
        OptionalLong lowest = held.values().stream()
                .filter(checkpoint -> checkpoint.files().shouldBeDiscardedOnSubsume())
                .mapToLong(HeldCheckpoint::id)
                .min();
        return lowest.isPresent() ? superfluous(lowest.getAsLong()) : new Superfluous(List.of(), List.of());
    }

    /** The job has ended. */
    synchronized Superfluous end(JobStatus status) {
        long lowestKept = Long.MAX_VALUE;
        for (HeldCheckpoint checkpoint : held.values()) {
            if (checkpoint.files().shouldBeDiscardedOnShutdown(status)) {
                waiting.add(checkpoint);
            } else if (checkpoint.files().shouldBeDiscardedOnSubsume()) {
                lowestKept = Math.min(lowestKept, checkpoint.id());
            }
        }
        held.values().removeAll(waiting);
        return superfluous(lowestKept);
    }

    private Superfluous superfluous(long lowestNeeded) {
        Set<Long> stillShared = registry.unregisterUnusedState(lowestNeeded);
        List<HeldCheckpoint> checkpoints = new ArrayList<>();
        for (Iterator<HeldCheckpoint> each = waiting.iterator(); each.hasNext(); ) {
            HeldCheckpoint candidate = each.next();
            if (candidate.id() < lowestNeeded && !stillShared.contains(candidate.id())) {
                checkpoints.add(candidate);
                each.remove();
            }
        }
        List<Runnable> shared = List.copyOf(sharedToDelete);
        sharedToDelete.clear();
        return new Superfluous(shared, checkpoints);
    }
}
