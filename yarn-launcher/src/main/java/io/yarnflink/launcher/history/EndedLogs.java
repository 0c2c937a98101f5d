package io.yarnflink.launcher.history;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.yarn.Fate;
import io.yarnflink.launcher.yarn.KnownApplications;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;

/**
 * Removes what is not needed of the logs of applications that have ended: those of which nothing is left, and what lies
 * beside the entries of others, for attempts that will not come. Checkpoints are not touched. An ApplicationMaster does that
 * itself when it ends in order. Thread-safe.
 */
public final class EndedLogs {

    private final FileSystem fileSystem;
    private final CacheLayout layout;
    private final ApplicationLogs logs;
    private final StoredState stored;

    /** The logs below the layout's root. */
    public EndedLogs(FileSystem fileSystem, CacheLayout layout) {
        this.fileSystem = fileSystem;
        this.layout = layout;
        this.logs = new ApplicationLogs(fileSystem, layout);
        this.stored = new StoredState(fileSystem);
    }

    /**
     * Looks at all names.
     *
     * @param stop asked before each name; once true, the rest is left to the next client
     */
    public void sweep(KnownApplications known, BooleanSupplier stop) throws IOException {
        for (FileStatus name : children(layout.names())) {
            if (stop.getAsBoolean()) {
                return;
            }
            sweep(name.getPath(), known);
        }
    }

    /** Looks at one name, of which this application has ended. */
    public void sweep(String name, AppId ended) throws IOException {
        sweep(layout.named(name), id -> id.equals(ended) ? Fate.ENDED : Fate.UNKNOWN);
    }

    private void sweep(Path name, KnownApplications known) throws IOException {
        List<FormerApplication> newestFirst = logs.in(name);
        for (FormerApplication application : newestFirst) {
            removeBesideEntries(application, known);
        }
        // The oldest first: one that has come to an end without leaving anything says that older ones are out of date.
        for (int i = newestFirst.size() - 1; i >= 0; i--) {
            FormerApplication application = newestFirst.get(i);
            if (hasLeftSomething(application) || known.fate(application.id()) != Fate.ENDED) {
                return;
            }
            forget(application);
        }
    }

    private void removeBesideEntries(FormerApplication application, KnownApplications known) throws IOException {
        for (FileStatus file : children(new Path(application.folder(), CacheLayout.LOG))) {
            boolean entry = file.getPath().getName().chars().allMatch(Character::isDigit);
            if (!entry && known.fate(application.id()) == Fate.ENDED) {
                fileSystem.delete(file.getPath(), true);
            }
        }
    }

    private boolean hasLeftSomething(FormerApplication application) throws IOException {
        for (var state : application.states()) {
            if (stored.exists(state)) {
                return true;
            }
        }
        return false;
    }

    /** Removes the log of an application. */
    void forget(FormerApplication application) throws IOException {
        fileSystem.delete(application.folder(), true);
        try {
            fileSystem.delete(application.folder().getParent(), false);
        } catch (PathIsNotEmptyDirectoryException e) {
            // Others are still there, or the claim.
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
