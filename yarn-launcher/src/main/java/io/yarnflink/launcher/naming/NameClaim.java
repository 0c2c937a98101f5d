package io.yarnflink.launcher.naming;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.LauncherException;
import io.yarnflink.launcher.NameTakenException;
import io.yarnflink.launcher.naming.ClaimDecisions.Verdict;
import io.yarnflink.launcher.remote.ClusterConnection;
import io.yarnflink.launcher.yarn.Fate;
import java.util.Optional;

/**
 * One application's claim of its name, from the client's side. Once taken, the claim is the application's, which gives
 * it back when it ends; the client does only if it does not submit the application after all. Used by one thread.
 */
public final class NameClaim {

    /** More than there can be clients that lose a race, give a name back, and leave it to the next. */
    private static final int ATTEMPTS = 20;

    private final ClusterConnection cluster;
    private final LogicalName name;
    private final AppId application;
    private final ClaimDecisions decisions;

    /** Does nothing yet. */
    public NameClaim(ClusterConnection cluster, LogicalName name, AppId application) {
        this.cluster = cluster;
        this.name = name;
        this.application = application;
        this.decisions = new ClaimDecisions(cluster.settings().clusterName(), application);
    }

    /**
     * Makes sure that nobody has the name, as far as can be said before it is claimed.
     *
     * @param owner who has claimed it
     */
    public void requireFree(Optional<NameOwner> owner) throws LauncherException, InterruptedException {
        if (owner.isPresent()) {
            requireOver(owner.get());
        }
    }

    /** Who has the name and has not ended, as far as can be known. */
    public Optional<AppId> liveOwner() throws LauncherException, InterruptedException {
        Optional<NameOwner> owner = owner();
        if (owner.isEmpty()) {
            return Optional.empty();
        }
        Verdict verdict = judge(owner.get());
        return verdict == Verdict.OVER || verdict == Verdict.OWN ? Optional.empty() : owner.map(NameOwner::application);
    }

    /** Claims the name; that of an application that has ended is taken over. Of several clients exactly one succeeds. */
    public void take() throws LauncherException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (cluster.askStorage(
                            "claiming the name '" + name + "'",
                            storage -> claims(storage).tryTake(name, application, decisions.cluster()))
                    .get()) {
                return;
            }
            Optional<NameOwner> owner = owner();
            if (owner.isPresent() && requireOver(owner.get()) == Verdict.OWN) {
                return;
            }
            release(owner);
        }
        throw new NameTakenException(
                "The name '" + name + "' is being claimed by others again and again: try once more", application, null);
    }

    /**
     * Makes sure that the name is still one's own: a client that paused for long between claiming and submitting may find
     * that another has taken it for dead.
     */
    public void requireHeld() throws LauncherException, InterruptedException {
        Optional<NameOwner> owner = owner();
        if (owner.isPresent() && !owner.get().application().equals(application)) {
            throw new NameTakenException(
                    "The name '" + name + "' was taken over by "
                            + owner.get().application() + ", because this client paused before it submitted "
                            + application + ", which is killed",
                    owner.get().application(),
                    null);
        }
    }

    /** Gives the name back. */
    public void giveBack() throws LauncherException, InterruptedException {
        Optional<NameOwner> owner = owner();
        if (owner.isPresent() && owner.get().application().equals(application)) {
            release(owner);
        }
    }

    private Optional<NameOwner> owner() throws LauncherException, InterruptedException {
        return cluster.askStorage(
                        "looking who has the name '" + name + "'",
                        storage -> claims(storage).owner(name))
                .get();
    }

    private void release(Optional<NameOwner> owner) throws LauncherException, InterruptedException {
        boolean unused = cluster.askStorage("releasing the name '" + name + "'", storage -> {
                    NameClaims claims = claims(storage);
                    claims.release(claims.folder(name), owner);
                    return true;
                })
                .get();
    }

    /** Returns only if the claim is one's own or over. */
    private Verdict requireOver(NameOwner owner) throws LauncherException, InterruptedException {
        Verdict verdict = judge(owner);
        String has = "The name '" + name + "' belongs to " + owner.application();
        String another = "give this application another with --name";
        return switch (verdict) {
            case OWN, OVER -> verdict;
            case LIVE ->
                throw new NameTakenException(
                        has + ", which has not ended: " + another + ", or end that one with 'yarn-flink stop "
                                + owner.application() + "', which takes a savepoint, or 'yarn-flink kill "
                                + owner.application() + "'",
                        owner.application(),
                        null);
            case SUBMITTING ->
                throw new NameTakenException(
                        has
                                + ", which YARN does not know yet: a client is about to submit it, or has died. Try again in "
                                + ClaimDecisions.SUBMISSION_GRACE.toMinutes() + " min, or " + another,
                        owner.application(),
                        null);
            case ELSEWHERE ->
                throw new NameTakenException(
                        has + " of the ResourceManager " + owner.cluster() + ", which this client does not ask: "
                                + another + "; if that one has ended, 'yarn-flink fs -rm -r " + location()
                                + "' frees the name",
                        owner.application(),
                        null);
        };
    }

    private Verdict judge(NameOwner owner) throws LauncherException, InterruptedException {
        return decisions.judge(owner, fate(owner), cluster.clock().now());
    }

    private Fate fate(NameOwner owner) throws LauncherException, InterruptedException {
        if (!owner.cluster().equals(decisions.cluster())) {
            return Fate.ELSEWHERE;
        }
        return cluster.askResourceManager(
                        "asking for " + owner.application(), manager -> manager.fate(owner.application()))
                .get();
    }

    private String location() throws LauncherException, InterruptedException {
        return claims(cluster.storage()).location(name).toUri().getPath();
    }

    private static NameClaims claims(ClusterConnection.Storage storage) {
        return new NameClaims(storage.fileSystem(), storage.layout());
    }
}
