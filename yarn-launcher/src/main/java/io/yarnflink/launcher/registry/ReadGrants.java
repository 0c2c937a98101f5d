package io.yarnflink.launcher.registry;

import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.cache.FolderAccess;
import io.yarnflink.launcher.configuration.AccessList;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.AclEntry;
import org.apache.hadoop.fs.permission.AclEntryScope;
import org.apache.hadoop.fs.permission.AclEntryType;
import org.apache.hadoop.fs.permission.FsAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.protocol.AclException;

/**
 * Lets others than its owner read an application's file, and nobody else, through the file system's access lists. Folders
 * of ours are opened for passing through, never for looking around; folders above them are the user's business.
 */
public final class ReadGrants {

    private final FileSystem fileSystem;
    private final CacheLayout layout;
    private final FolderAccess access;

    /** Grants on files below the layout's root. */
    public ReadGrants(FileSystem fileSystem, CacheLayout layout) {
        this.fileSystem = fileSystem;
        this.layout = layout;
        this.access = new FolderAccess(fileSystem);
    }

    /**
     * Lets these users and groups read a file.
     *
     * @return what keeps some of them from it all the same, in sentences for people; empty if nothing does
     */
    public List<String> allow(Path file, AccessList readers) throws IOException {
        if (readers.everybody()) {
            fileSystem.setPermission(file, FolderAccess.READABLE_FILE);
            for (Path folder : folders()) {
                fileSystem.setPermission(folder, FolderAccess.PASSABLE_FOLDER);
            }
            return obstacles();
        }
        try {
            for (Path folder : folders()) {
                fileSystem.modifyAclEntries(folder, entries(readers, FsAction.EXECUTE));
            }
            fileSystem.modifyAclEntries(file, entries(readers, FsAction.READ));
            return obstacles();
        } catch (AclException | UnsupportedOperationException e) {
            return List.of("yarn.modify.acls: savepoint, stop and cancel are for the owner alone, because "
                    + fileSystem.getUri() + " keeps no access lists (on HDFS: dfs.namenode.acls.enabled); the others"
                    + " can kill the application");
        }
    }

    /** Those of ours on the way to the file that not everybody may pass through. */
    private List<Path> folders() throws IOException {
        List<Path> folders = new ArrayList<>();
        for (Path folder : List.of(layout.root(), layout.applications())) {
            if (!isPassable(folder)) {
                folders.add(folder);
            }
        }
        return folders;
    }

    private boolean isPassable(Path folder) throws IOException {
        FsPermission permission = fileSystem.getFileStatus(folder).getPermission();
        return permission.getOtherAction().implies(FsAction.EXECUTE);
    }

    private static List<AclEntry> entries(AccessList readers, FsAction action) {
        List<AclEntry> entries = new ArrayList<>();
        readers.users().forEach(user -> entries.add(entry(AclEntryType.USER, user, action)));
        readers.groups().forEach(group -> entries.add(entry(AclEntryType.GROUP, group, action)));
        return entries;
    }

    private static AclEntry entry(AclEntryType type, String name, FsAction action) {
        return new AclEntry.Builder()
                .setScope(AclEntryScope.ACCESS)
                .setType(type)
                .setName(name)
                .setPermission(action)
                .build();
    }

    private List<String> obstacles() throws IOException {
        Path above = layout.root().getParent();
        return above == null || access.isPassable(above)
                ? List.of()
                : List.of(
                        "yarn.modify.acls: savepoint, stop and cancel are for those of them alone who may pass through "
                                + above + ", which is not open to all; 'hdfs dfs -setfacl -m user:NAME:--x " + above
                                + "' lets somebody through");
    }
}
