package io.yarnflink.launcher.registry;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.remote.ClusterConnection.Storage;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** Looks for what a client must hold to be let in by an application, this user's or another's. */
public final class Identities {

    private Identities() {}

    /**
     * What was found.
     *
     * @param identity empty if there is no file that this user may read
     * @param denied storage's words, if there may be one that this user may not read
     * @param location where the owner's file should be
     */
    public record Found(Optional<ApplicationIdentity> identity, Optional<String> denied, String location) {}

    /**
     * Reads the application's file: the one among this user's own, else the one in its owner's home folder.
     *
     * @param owner who submitted the application
     * @throws IOException if storage does not answer, or the file is damaged
     */
    public static Found find(Storage storage, AppId id, String owner) throws IOException {
        ApplicationFiles own = new ApplicationFiles(storage.fileSystem(), storage.layout());
        Path location = own.location(id);
        try {
            Optional<ApplicationRecord> mine = own.read(id);
            if (mine.isPresent()) {
                return found(mine, location);
            }
            for (CacheLayout layout : layoutsOf(storage, owner)) {
                ApplicationFiles theirs = new ApplicationFiles(storage.fileSystem(), layout);
                location = theirs.location(id);
                Optional<ApplicationRecord> record = theirs.read(id);
                if (record.isPresent()) {
                    return found(record, location);
                }
            }
            return found(Optional.empty(), location);
        } catch (AccessControlException e) {
            String words = String.valueOf(e.getMessage()).lines().findFirst().orElse("access is denied");
            return new Found(Optional.empty(), Optional.of(words), location.toString());
        }
    }

    private static Found found(Optional<ApplicationRecord> record, Path location) {
        return new Found(record.map(ApplicationRecord::identity), Optional.empty(), location.toString());
    }

    /** Where another user's files are, if they are where they usually are. */
    private static List<CacheLayout> layoutsOf(Storage storage, String owner) {
        Path home = storage.fileSystem().getHomeDirectory();
        Path homes = home.getParent();
        return homes == null || home.getName().equals(owner)
                ? List.of()
                : List.of(CacheLayout.inHome(new Path(homes, owner)));
    }
}
