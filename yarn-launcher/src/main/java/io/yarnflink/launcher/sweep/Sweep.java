package io.yarnflink.launcher.sweep;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.cache.CacheEntries;
import io.yarnflink.launcher.cache.CacheLayout;
import io.yarnflink.launcher.cache.ContentHash;
import io.yarnflink.launcher.naming.NameClaims;
import io.yarnflink.launcher.naming.NameOwner;
import io.yarnflink.launcher.registry.ApplicationFiles;
import io.yarnflink.launcher.registry.ApplicationRecord;
import io.yarnflink.launcher.yarn.Fate;
import io.yarnflink.launcher.yarn.KnownApplications;
import io.yarnflink.runtime.time.Clock;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One sweep; used by one thread, once. Any number of clients may sweep and submit at the same time: an entry is first
 * taken out of the cache, then references are read again, and one that a submission has written meanwhile brings the
 * entry back. A submission writes its references before it looks into the cache, so either the sweep sees the reference
 * or the submission sees that the entry is gone and uploads it.
 */
public final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    private final String cluster;
    private final ApplicationFiles files;
    private final NameClaims claims;
    private final CacheEntries entries;
    private final KnownApplications known;
    private final SweepDecisions decisions;
    private final Clock clock;
    private final BooleanSupplier stop;

    /** What is swept. */
    public record Swept(ApplicationFiles files, NameClaims claims, CacheEntries entries) {}

    /**
     * Prepares a sweep.
     *
     * @param cluster whose applications may be judged
     * @param stop asked before each step; once true, the sweep ends at the next safe point
     */
    public Sweep(
            String cluster,
            Swept swept,
            KnownApplications known,
            SweepDecisions decisions,
            Clock clock,
            BooleanSupplier stop) {
        this.cluster = cluster;
        this.files = swept.files();
        this.claims = swept.claims();
        this.entries = swept.entries();
        this.known = known;
        this.decisions = decisions;
        this.clock = clock;
        this.stop = stop;
    }

    /** What a sweep removed. */
    public record Removed(int applications, int entries) {}

    /** Sweeps. What it cannot find out about stays. */
    public Removed run() throws IOException {
        int applications = sweepApplications();
        sweepClaims();
        int removed = sweepCache();
        if (applications + removed > 0) {
            LOG.info("Removed the files of {} ended applications and {} unused cached files", applications, removed);
        }
        return new Removed(applications, removed);
    }

    private int sweepApplications() throws IOException {
        int removed = 0;
        for (ApplicationFiles.Found found : files.list()) {
            if (stop.getAsBoolean()) {
                return removed;
            }
            if (mayRemove(found)) {
                files.remove(found.location());
                removed++;
            }
        }
        return removed;
    }

    /** Names that ended applications had: whoever wants one of them would find that out too, but not at once. */
    private void sweepClaims() throws IOException {
        for (NameClaims.Found found : claims.list()) {
            if (stop.getAsBoolean()) {
                return;
            }
            for (NameClaims.Unfinished unfinished : found.unfinished()) {
                if (decisions.mayRemoveUnfinished(unfinished.since(), clock.now())) {
                    claims.remove(unfinished);
                }
            }
            if (found.owner().isEmpty() || mayRelease(found.owner().get())) {
                claims.release(found.folder(), found.owner());
            }
        }
    }

    private boolean mayRelease(NameOwner owner) throws IOException {
        Fate fate = owner.cluster().equals(cluster) ? known.fate(owner.application()) : Fate.ELSEWHERE;
        return decisions.mayRemoveApplication(fate, owner.since(), clock.now());
    }

    private boolean mayRemove(ApplicationFiles.Found found) throws IOException {
        Instant written = Instant.ofEpochMilli(found.written());
        if (found.id().isEmpty()) {
            return decisions.mayRemoveUnfinished(written, clock.now());
        }
        return decisions.mayRemoveApplication(fate(found.id().get()), written, clock.now());
    }

    private Fate fate(AppId id) throws IOException {
        Optional<ApplicationRecord> application = read(id);
        if (application.isEmpty() || !application.get().cluster().equals(cluster)) {
            return Fate.ELSEWHERE;
        }
        return known.fate(id);
    }

    private int sweepCache() throws IOException {
        // Entries first: one that is made after this look is not judged at all.
        var folders = entries.folders();
        if (folders.isEmpty()) {
            return 0;
        }
        Optional<Set<ContentHash>> referred = references();
        if (referred.isEmpty()) {
            return 0;
        }
        int removed = 0;
        for (CacheEntries.Folder folder : folders) {
            if (stop.getAsBoolean()) {
                return removed;
            }
            removed += sweepFolder(folder, referred.get()) ? 1 : 0;
        }
        return removed;
    }

    private boolean sweepFolder(CacheEntries.Folder folder, Set<ContentHash> referred) throws IOException {
        Instant now = clock.now();
        Instant changed = Instant.ofEpochMilli(folder.changed());
        if (CacheLayout.isIncoming(folder.name())) {
            if (decisions.mayRemoveUpload(changed, now)) {
                entries.delete(folder.location());
                return true;
            }
            return false;
        }
        Optional<ContentHash> outgoing = CacheLayout.outgoingOf(folder.name());
        if (outgoing.isPresent()) {
            return settle(outgoing.get(), folder.location());
        }
        Optional<ContentHash> hash = CacheLayout.entryOf(folder.name());
        if (hash.isEmpty() || !decisions.mayTakeOut(referred.contains(hash.get()), changed, now)) {
            return false;
        }
        Optional<Long> lastUse = entries.lastUse(folder.location());
        if (lastUse.isEmpty() || !decisions.mayTakeOut(false, Instant.ofEpochMilli(lastUse.get()), now)) {
            return false;
        }
        Optional<Path> taken = entries.takeOut(hash.get());
        return taken.isPresent() && settle(hash.get(), taken.get());
    }

    /** Of an entry that nobody can find any more: deletes it, or puts it back if somebody refers to it after all. */
    private boolean settle(ContentHash hash, Path outgoing) throws IOException {
        Optional<Set<ContentHash>> referred = references();
        if (referred.isPresent() && !referred.get().contains(hash)) {
            entries.delete(outgoing);
            return true;
        }
        entries.putBack(hash, outgoing);
        return false;
    }

    /** What applications refer to; empty if one of their files cannot be read, so that nobody can know. */
    private Optional<Set<ContentHash>> references() throws IOException {
        Set<ContentHash> referred = new HashSet<>();
        for (ApplicationFiles.Found found : files.list()) {
            if (found.id().isPresent()) {
                try {
                    files.read(found.id().get()).ifPresent(application -> referred.addAll(application.references()));
                } catch (IOException e) {
                    LOG.warn("Keeping all cached files, because {} cannot be read", found.location(), e);
                    return Optional.empty();
                }
            }
        }
        return Optional.of(referred);
    }

    /** An application's file; empty if it is gone or cannot be read. */
    private Optional<ApplicationRecord> read(AppId id) {
        try {
            return files.read(id);
        } catch (IOException e) {
            LOG.warn("Keeping the file of {}, because it cannot be read", id, e);
            return Optional.empty();
        }
    }
}
