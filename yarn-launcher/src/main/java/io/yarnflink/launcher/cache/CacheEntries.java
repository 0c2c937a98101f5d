package io.yarnflink.launcher.cache;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The cache as a sweep sees it. An entry is never deleted where it lies: it is taken out by one rename, so that from then
 * on no client can find it, and only deleted when a second look shows that nobody refers to it.
 */
public final class CacheEntries {

    private final FileSystem fileSystem;
    private final CacheLayout layout;

    /** The entries on a file system. */
    public CacheEntries(FileSystem fileSystem, CacheLayout layout) {
        this.fileSystem = fileSystem;
        this.layout = layout;
    }

    /** A folder of the cache: an entry, an upload, or an entry that was taken out; with its last change. */
    public record Folder(Path location, String name, long changed) {}

    /** All folders of the cache; empty if there is no cache. */
    public List<Folder> folders() throws IOException {
        List<Folder> folders = new ArrayList<>();
        try {
            for (FileStatus status : fileSystem.listStatus(layout.cache())) {
                folders.add(new Folder(status.getPath(), status.getPath().getName(), status.getModificationTime()));
            }
        } catch (FileNotFoundException e) {
            return List.of();
        }
        return folders;
    }

    /** When an entry was last used, in milliseconds since the epoch; empty if it is gone. */
    public Optional<Long> lastUse(Path entry) throws IOException {
        try {
            long last = 0;
            for (FileStatus child : fileSystem.listStatus(entry)) {
                last = Math.max(last, child.getModificationTime());
            }
            return Optional.of(last);
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Takes an entry out; empty if somebody else has. */
    public Optional<Path> takeOut(ContentHash hash) throws IOException {
        Path outgoing = layout.newOutgoing(hash);
        try {
            return ExclusiveRename.tryRename(fileSystem, layout.entry(hash), outgoing)
                    ? Optional.of(outgoing)
                    : Optional.empty();
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Puts an entry back; if another has taken its place in the meantime, this one is deleted. */
    public void putBack(ContentHash hash, Path outgoing) throws IOException {
        try {
            if (!ExclusiveRename.tryRename(fileSystem, outgoing, layout.entry(hash))) {
                delete(outgoing);
            }
        } catch (FileNotFoundException e) {
            // Another sweep has found it too, and has done the same.
        }
    }

    /** Deletes a folder of the cache for good. */
    public void delete(Path folder) throws IOException {
        fileSystem.delete(folder, true);
    }
}
