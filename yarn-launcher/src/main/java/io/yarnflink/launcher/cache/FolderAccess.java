package io.yarnflink.launcher.cache;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.jspecify.annotations.Nullable;

/**
 * Makes folders and files with exact permissions, whatever the client's umask is, and knows who may read what. Nothing
 * that exists is loosened.
 */
public final class FolderAccess {

    /** Only the owner. */
    public static final FsPermission OWNER_FOLDER = new FsPermission((short) 0700);

    /** Others may pass through to what they know by name, and not look around. */
    public static final FsPermission PASSABLE_FOLDER = new FsPermission((short) 0711);

    /** Only the owner reads and writes. */
    public static final FsPermission OWNER_FILE = new FsPermission((short) 0600);

    /** The owner writes, all read. */
    public static final FsPermission READABLE_FILE = new FsPermission((short) 0644);

    private final FileSystem fileSystem;

    /** Works on one file system. */
    public FolderAccess(FileSystem fileSystem) {
        this.fileSystem = fileSystem;
    }

    /** Makes a folder and those above it; one that exists is left as it is. */
    public void makeFolder(Path folder, FsPermission permission) throws IOException {
        if (statusOf(folder) == null) {
            fileSystem.mkdirs(folder, permission);
            apply(folder, permission);
        }
    }

    /** Undoes what the client's umask took from the permission of something just made. */
    public void apply(Path path, FsPermission permission) throws IOException {
        if (!fileSystem.getFileStatus(path).getPermission().equals(permission)) {
            fileSystem.setPermission(path, permission);
        }
    }

    /** Whether every user may pass through a folder and all above it; of those that do not exist, the next above counts. */
    public boolean isPassable(Path folder) throws IOException {
        for (Path current = folder; current != null; current = current.getParent()) {
            FileStatus status = statusOf(current);
            if (status != null && !status.getPermission().getOtherAction().implies(FsAction.EXECUTE)) {
                return false;
            }
        }
        return true;
    }

    /** Whether every user may read a file, given that its folder is passable. */
    public static boolean isReadable(FileStatus file) {
        return file.getPermission().getOtherAction().implies(FsAction.READ);
    }

    private @Nullable FileStatus statusOf(Path path) throws IOException {
        try {
            return fileSystem.getFileStatus(path);
        } catch (FileNotFoundException e) {
            return null;
        }
    }
}
