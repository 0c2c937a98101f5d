package io.yarnflink.launcher.history;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.Cleaning;
import io.yarnflink.launcher.CleaningWish;
import io.yarnflink.launcher.KeptCheckpoint;
import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.naming.LogicalName;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Removes checkpoints that nobody wants any more, and no file that another checkpoint needs. Used by one thread, once. */
final class Cleaner {

    /** Folder of a job's files that several of its checkpoints may refer to. */
    private static final String SHARED = "shared";

    /** Names of shared files are random and about so long; others are left alone. */
    private static final int SHORTEST_RANDOM_NAME = 32;

    private final FileSystem fileSystem;
    private final CacheLayout layout;
    private final ApplicationLogs logs;
    private final StoredState stored;
    private final EndedLogs ended;
    private final References references = new References();
    private final Set<Path> kept = new HashSet<>();

    Cleaner(FileSystem fileSystem, CacheLayout layout) {
        this.fileSystem = fileSystem;
        this.layout = layout;
        this.logs = new ApplicationLogs(fileSystem, layout);
        this.stored = new StoredState(fileSystem);
        this.ended = new EndedLogs(fileSystem, layout);
    }

    /** @param live who has the name and has not ended; if empty, nobody may begin meanwhile */
    Cleaning clean(LogicalName name, Optional<AppId> live, CleaningWish wish, Instant now) throws IOException {
        List<FormerApplication> applications = logs.of(name);
        List<KeptCheckpoint> states = existing(applications);
        Set<KeptCheckpoint> usable = new HashSet<>();
        for (KeptCheckpoint state : states) {
            if (stored.damage(state).isEmpty()) {
                usable.add(state);
            }
        }
        List<KeptCheckpoint> superfluous = CleaningDecisions.superfluous(
                states,
                state -> stored.isReachable(state) && !live.equals(Optional.of(state.application())),
                usable::contains,
                wish,
                now);
        // Until it has completed a checkpoint of its own, it may start over from any of these.
        boolean begun = live.isEmpty()
                || states.stream()
                        .anyMatch(state -> state.application().equals(live.get())
                                && !state.view().savepoint());
        Set<KeptCheckpoint> removed = new LinkedHashSet<>(begun ? superfluous : List.of());
        collectKept(removed);
        removed.removeIf(state -> kept.contains(stored.pathOf(state)) || references.leadInto(stored.pathOf(state)));
        if (!wish.dryRun()) {
            remove(removed);
            forgetWhatLeftNothing(applications, live);
        }
        return new Cleaning(
                List.copyOf(removed),
                superfluous.stream().filter(state -> !removed.contains(state)).toList());
    }

    private List<KeptCheckpoint> existing(List<FormerApplication> applications) throws IOException {
        List<KeptCheckpoint> existing = new ArrayList<>();
        for (FormerApplication application : applications) {
            for (KeptCheckpoint state : application.states()) {
                if (stored.exists(state)) {
                    existing.add(state);
                }
            }
        }
        return existing;
    }

    /** Of every name, for an application may have claimed what another has left. */
    private void collectKept(Set<KeptCheckpoint> removed) throws IOException {
        for (FileStatus name : children(layout.names())) {
            for (FormerApplication application : logs.in(name.getPath())) {
                for (KeptCheckpoint state : application.states()) {
                    if (stored.isReachable(state) && !removed.contains(state)) {
                        kept.add(stored.pathOf(state));
                        references.add(fileSystem, stored.pathOf(state));
                    }
                }
            }
        }
    }

    private void remove(Set<KeptCheckpoint> removed) throws IOException {
        Set<Path> jobFolders = new LinkedHashSet<>();
        for (KeptCheckpoint state : removed) {
            Path folder = stored.pathOf(state);
            fileSystem.delete(folder, true);
            Path above = folder.getParent();
            if (above != null && above.getName().equals(state.view().job())) {
                jobFolders.add(above);
            }
        }
        for (Path folder : jobFolders) {
            removeUnneeded(folder);
        }
    }

    /** Of a job that has ended: shared files that no checkpoint refers to, and its folder if nothing that counts is in it. */
    private void removeUnneeded(Path jobFolder) throws IOException {
        if (!references.leadInto(jobFolder) && kept.stream().noneMatch(state -> jobFolder.equals(state.getParent()))) {
            // A checkpoint that no log names was being completed when the application ended; it does not count.
            fileSystem.delete(jobFolder, true);
            return;
        }
        for (FileStatus file : children(new Path(jobFolder, SHARED))) {
            String name = file.getPath().getName();
            if (file.isFile() && name.length() >= SHORTEST_RANDOM_NAME && !references.mayLeadTo(name)) {
                fileSystem.delete(file.getPath(), false);
            }
        }
    }

    /** The oldest first: one that has come to an end without leaving anything still says that older ones are out of date. */
    private void forgetWhatLeftNothing(List<FormerApplication> newestFirst, Optional<AppId> live) throws IOException {
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            FormerApplication application = newestFirst.get(i);
            if (live.equals(Optional.of(application.id()))
                    || !existing(List.of(application)).isEmpty()) {
                return;
            }
            ended.forget(application);
        }
    }

    private List<FileStatus> children(Path folder) throws IOException {
        try {
            return List.of(fileSystem.listStatus(folder));
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }
}
