package io.yarnflink.launcher.cache;

import io.yarnflink.runtime.time.Clock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * The cache of one user. Thread-safe; any number of clients may use the same cache at once.
 *
 * <p>An entry's file never changes and its modification time is never touched, because YARN refuses a file whose time is
 * not the one that was submitted. When an entry was last used is told by the modification time of a marker beside it.
 *
 * <p>What {@link #provide} returns stays, as long as the caller has written a reference to its hash <em>before</em> the
 * call: a sweep looks for references after it has taken an entry out and puts it back if there is one.
 */
public final class ContentCache {

    /** Uses are told no more exactly than this, which saves a call per submission. */
    private static final Duration USE_RESOLUTION = Duration.ofHours(1);

    /** A sweep can take an entry out again between looking and using; more often than this is no coincidence. */
    private static final int ATTEMPTS = 10;

    private final FileSystem fileSystem;
    private final CacheLayout layout;
    private final FolderAccess access;
    private final ContentUpload upload;
    private final CacheEntries entries;
    private final Clock clock;

    /**
     * A cache on a file system.
     *
     * @param replication of uploaded files; 0 for the file system's default
     */
    public ContentCache(FileSystem fileSystem, CacheLayout layout, short replication, Clock clock) {
        this.fileSystem = fileSystem;
        this.layout = layout;
        this.access = new FolderAccess(fileSystem);
        this.upload = new ContentUpload(fileSystem, access, replication);
        this.entries = new CacheEntries(fileSystem, layout);
        this.clock = clock;
    }

    /** An entry, if it is complete. Does not count as a use. */
    public Optional<CachedContent> find(ContentHash hash, long size) throws IOException {
        FileStatus[] children;
        try {
            children = fileSystem.listStatus(layout.entry(hash));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
        Optional<FileStatus> file = Optional.empty();
        long lastUse = 0;
        for (FileStatus child : children) {
            if (child.getPath().getName().equals(CacheLayout.USE_MARKER)) {
                lastUse = child.getModificationTime();
            } else if (child.isFile() && child.getLen() == size) {
                file = Optional.of(child);
            }
        }
        if (file.isEmpty()) {
            return Optional.empty();
        }
        FileStatus found = file.get();
        boolean shared = FolderAccess.isReadable(found) && access.isPassable(layout.entry(hash));
        return Optional.of(new CachedContent(
                found.getPath(),
                hash,
                size,
                found.getModificationTime(),
                shared,
                Math.max(lastUse, found.getModificationTime())));
    }

    /**
     * Makes sure that the cache holds a file, and counts as a use of it.
     *
     * @param listener hears of an upload; not called if the cache holds the file already
     * @return the complete entry, ours or another client's
     * @throws ContentChangedException if the local file is no longer what was hashed
     */
    public CachedContent provide(LocalContent content, UploadListener listener) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Optional<CachedContent> found = find(content.hash(), content.size());
            if (found.isPresent() && use(found.get())) {
                return found.get();
            }
            if (found.isEmpty()
                    && !takeBack(content.hash())
                    && find(content.hash(), content.size()).isEmpty()) {
                upload(content, listener);
            }
        }
        throw new IOException("Expected " + layout.entry(content.hash()) + " to hold " + content.size()
                + " bytes after " + ATTEMPTS + " attempts: something keeps removing it");
    }

    /** Moves the time of last use to now; false if the entry has just been taken out. */
    private boolean use(CachedContent content) throws IOException {
        long now = clock.now().toEpochMilli();
        if (now - content.lastUse() < USE_RESOLUTION.toMillis()) {
            return true;
        }
        Path marker = new Path(layout.entry(content.hash()), CacheLayout.USE_MARKER);
        try {
            fileSystem.setTimes(marker, now, -1);
            return true;
        } catch (FileNotFoundException e) {
            return find(content.hash(), content.size()).isPresent() && createMarker(marker);
        }
    }

    private boolean createMarker(Path marker) throws IOException {
        // Parent folders are not to be made: the entry may just have been taken out.
        fileSystem
                .createNonRecursive(
                        marker,
                        FolderAccess.OWNER_FILE,
                        EnumSet.of(CreateFlag.CREATE),
                        4096,
                        (short) 1,
                        fileSystem.getDefaultBlockSize(marker),
                        null)
                .close();
        return true;
    }

    /**
     * Undoes that a sweep has just taken the entry out. Uploading another instead would give it another modification
     * time than the one that an application submitted a moment ago may have been told.
     *
     * @return whether there was such an entry
     */
    private boolean takeBack(ContentHash hash) throws IOException {
        boolean seen = false;
        for (CacheEntries.Folder folder : entries.folders()) {
            if (CacheLayout.outgoingOf(folder.name()).filter(hash::equals).isPresent()) {
                entries.putBack(hash, folder.location());
                seen = true;
            }
        }
        return seen;
    }

    private void upload(LocalContent content, UploadListener listener) throws IOException {
        boolean shared = content.shareable() && access.isPassable(layout.cache());
        FsPermission folder = shared ? FolderAccess.PASSABLE_FOLDER : FolderAccess.OWNER_FOLDER;
        makeFolders();
        Path incoming = layout.newIncoming();
        try {
            access.makeFolder(incoming, folder);
            upload.send(content, incoming, shared, listener);
            Path entry = layout.entry(content.hash());
            if (!ExclusiveRename.tryRename(fileSystem, incoming, entry)) {
                settle(content, incoming, entry);
            }
        } finally {
            // Gone already if it has become the entry.
            fileSystem.delete(incoming, true);
        }
    }

    /** Somebody else's entry is in the way: it is as good as ours, unless it is damaged. */
    private void settle(LocalContent content, Path incoming, Path entry) throws IOException {
        if (find(content.hash(), content.size()).isPresent()) {
            return;
        }
        Path damaged = layout.newIncoming();
        try {
            ExclusiveRename.tryRename(fileSystem, entry, damaged);
        } catch (FileNotFoundException e) {
            // Another client was faster; ours takes the place, or theirs does.
        }
        ExclusiveRename.tryRename(fileSystem, incoming, entry);
        fileSystem.delete(damaged, true);
    }

    /** Makes the folders above all entries: passable where the home folder is, else the owner's alone. */
    private void makeFolders() throws IOException {
        boolean passable = access.isPassable(layout.root());
        FsPermission permission = passable ? FolderAccess.PASSABLE_FOLDER : FolderAccess.OWNER_FOLDER;
        access.makeFolder(layout.root(), permission);
        access.makeFolder(layout.cache(), permission);
    }
}
