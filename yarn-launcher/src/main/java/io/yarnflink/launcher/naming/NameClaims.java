package io.yarnflink.launcher.naming;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.cache.ExclusiveRename;
import io.yarnflink.launcher.cache.FolderAccess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PathIsNotEmptyDirectoryException;

/**
 * Claims of one user's names on shared storage. In a name's folder, the folder {@code owner} holds one empty file that
 * says who has the name. It appears complete, by a rename that fails if it is there, and goes by two deletions: of the
 * file that was judged, and then of the folder if nothing is in it. So no client ever removes a claim that it has not
 * judged, however long it paused in between. Thread-safe; any number of clients may work on them at once.
 */
public final class NameClaims {

    private static final String OWNER = "owner";
    private static final String UNFINISHED = ".claim-";

    private final FileSystem fileSystem;
    private final CacheLayout layout;
    private final FolderAccess access;

    /** The names below the layout's root. */
    public NameClaims(FileSystem fileSystem, CacheLayout layout) {
        this.fileSystem = fileSystem;
        this.layout = layout;
        this.access = new FolderAccess(fileSystem);
    }

    /**
     * What is claimed, or was.
     *
     * @param folder of the name
     * @param owner who has it; empty if nobody does
     * @param unfinished claims that were not, or not yet, put in place, with the time of the attempt
     */
    public record Found(Path folder, Optional<NameOwner> owner, List<Unfinished> unfinished) {}

    /** A claim that was not put in place. */
    public record Unfinished(Path location, Instant since) {}

    /** Makes the folder of all names; to be called once before anything is claimed. */
    public void prepare() throws IOException {
        access.makeFolder(layout.names(), FolderAccess.OWNER_FOLDER);
    }

    /** Where all that belongs to a name lies. */
    public Path folder(LogicalName name) {
        return layout.named(name.value());
    }

    /** Where the claim lies, for people. */
    Path location(LogicalName name) {
        return new Path(folder(name), OWNER);
    }

    /** Who has a name; empty if nobody does. */
    public Optional<NameOwner> owner(LogicalName name) throws IOException {
        return ownerIn(location(name));
    }

    private Optional<NameOwner> ownerIn(Path claim) throws IOException {
        try {
            for (FileStatus status : fileSystem.listStatus(claim)) {
                Optional<NameOwner> owner =
                        NameOwner.of(status.getPath().getName(), Instant.ofEpochMilli(status.getModificationTime()));
                if (owner.isPresent()) {
                    return owner;
                }
            }
        } catch (FileNotFoundException e) {
            // Nobody has claimed it, or its owner has just gone.
        }
        return Optional.empty();
    }

    /** Claims a name that nobody has; false if somebody has it. */
    boolean tryTake(LogicalName name, AppId application, String cluster) throws IOException {
        Path unfinished = new Path(folder(name), UNFINISHED + UUID.randomUUID());
        try {
            fileSystem
                    .create(new Path(unfinished, NameOwner.marker(application, cluster)), false)
                    .close();
            if (ExclusiveRename.tryRename(fileSystem, unfinished, location(name))) {
                return true;
            }
            fileSystem.delete(unfinished, true);
            return false;
        } catch (IOException e) {
            fileSystem.delete(unfinished, true);
            throw e;
        }
    }

    /** Ends a claim of somebody who has ended, and the name's folder if nothing else is in it. */
    public void release(LogicalName name, NameOwner owner) throws IOException {
        release(folder(name), Optional.of(owner));
    }

    /** Ends a claim in the folder of a name; without an owner only what an interrupted release has left goes. */
    public void release(Path folder, Optional<NameOwner> owner) throws IOException {
        Path claim = new Path(folder, OWNER);
        if (owner.isPresent()) {
            fileSystem.delete(new Path(claim, owner.get().marker()), false);
        }
        if (deleteIfEmpty(claim)) {
            var unused = deleteIfEmpty(folder);
        }
    }

    /** Whether it is gone now. */
    private boolean deleteIfEmpty(Path folder) throws IOException {
        try {
            fileSystem.delete(folder, false);
            return true;
        } catch (PathIsNotEmptyDirectoryException e) {
            return false;
        }
    }

    /** All names that have a folder. */
    public List<Found> list() throws IOException {
        List<Found> found = new ArrayList<>();
        for (FileStatus name : children(layout.names())) {
            Optional<NameOwner> owner = ownerIn(new Path(name.getPath(), OWNER));
            List<Unfinished> unfinished = new ArrayList<>();
            for (FileStatus child : children(name.getPath())) {
                if (child.getPath().getName().startsWith(UNFINISHED)) {
                    unfinished.add(new Unfinished(child.getPath(), Instant.ofEpochMilli(child.getModificationTime())));
                }
            }
            found.add(new Found(name.getPath(), owner, unfinished));
        }
        return found;
    }

    /** Removes a claim that its client did not put in place. */
    public void remove(Unfinished unfinished) throws IOException {
        fileSystem.delete(unfinished.location(), true);
    }

    private List<FileStatus> children(Path folder) throws IOException {
        try {
            return List.of(fileSystem.listStatus(folder));
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }
}
