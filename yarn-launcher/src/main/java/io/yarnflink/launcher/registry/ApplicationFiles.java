package io.yarnflink.launcher.registry;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.cache.ExclusiveRename;
import io.yarnflink.launcher.cache.FolderAccess;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;

/**
 * The applications' files of one user. Each is readable by its owner alone from its first byte, and appears complete, by
 * a rename. Thread-safe; any number of clients may work on them at once.
 */
public final class ApplicationFiles {

    private static final String UNFINISHED = ".unfinished-";
    private static final int BUFFER_BYTES = 4096;

    private final FileSystem fileSystem;
    private final CacheLayout layout;
    private final FolderAccess access;

    /** The files below the layout's root. */
    public ApplicationFiles(FileSystem fileSystem, CacheLayout layout) {
        this.fileSystem = fileSystem;
        this.layout = layout;
        this.access = new FolderAccess(fileSystem);
    }

    /**
     * A file that is there.
     *
     * @param id the application; empty for one whose writing was never finished
     * @param written milliseconds since the epoch
     */
    public record Found(Path location, Optional<AppId> id, long written) {}

    /** Where an application's file lies, whether or not it exists. */
    public Path location(AppId id) {
        return new Path(layout.applications(), id.value());
    }

    /** Makes the folder for the files, and tries whether the user may write to it. */
    public void prepare() throws IOException {
        if (!fileSystem.exists(layout.applications())) {
            boolean passable = access.isPassable(layout.root());
            access.makeFolder(layout.root(), passable ? FolderAccess.PASSABLE_FOLDER : FolderAccess.OWNER_FOLDER);
            access.makeFolder(layout.applications(), FolderAccess.OWNER_FOLDER);
        }
        fileSystem.access(layout.applications(), FsAction.READ_WRITE);
        fileSystem.access(layout.root(), FsAction.WRITE_EXECUTE);
    }

    /** Writes an application's file, after {@link #prepare}; it must not exist yet. */
    public Path write(ApplicationRecord application) throws IOException {
        Path unfinished = new Path(layout.applications(), UNFINISHED + UUID.randomUUID());
        try {
            try (OutputStream out = fileSystem.create(
                    unfinished,
                    FolderAccess.OWNER_FILE,
                    false,
                    BUFFER_BYTES,
                    fileSystem.getDefaultReplication(unfinished),
                    fileSystem.getDefaultBlockSize(unfinished),
                    null)) {
                out.write(RecordCodec.encode(application));
            }
            Path location = location(application.id());
            if (!ExclusiveRename.tryRename(fileSystem, unfinished, location)) {
                throw new IOException("Expected no file at " + location + ": YARN gave an application's id twice");
            }
            return location;
        } catch (IOException e) {
            fileSystem.delete(unfinished, false);
            throw e;
        }
    }

    /** Reads an application's file; empty if there is none. */
    public Optional<ApplicationRecord> read(AppId id) throws IOException {
        try (InputStream in = fileSystem.open(location(id))) {
            return Optional.of(RecordCodec.decode(in.readAllBytes()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** All files, those of unfinished writes included. */
    public List<Found> list() throws IOException {
        List<Found> found = new ArrayList<>();
        try {
            for (FileStatus status : fileSystem.listStatus(layout.applications())) {
                String name = status.getPath().getName();
                if (name.startsWith(UNFINISHED)) {
                    found.add(new Found(status.getPath(), Optional.empty(), status.getModificationTime()));
                } else if (AppId.isId(name)) {
                    found.add(new Found(status.getPath(), Optional.of(new AppId(name)), status.getModificationTime()));
                }
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return found;
    }

    /** Removes a file; no matter if it is gone already. */
    public void remove(Path location) throws IOException {
        fileSystem.delete(location, false);
    }
}
