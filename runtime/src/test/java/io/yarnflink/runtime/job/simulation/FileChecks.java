package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import java.util.Set;
import java.util.TreeSet;

/** Nothing is left on storage that nobody refers to. */
final class FileChecks implements Check {

    private final World world;
    private final Master master;

    FileChecks(World world, Master master) {
        this.world = world;
        this.master = master;
    }

    @Override
    public void end() {
        Set<String> left = new TreeSet<>(world.files().all());
        for (StoredCheckpoint stored : master.storage().all()) {
            if (stored.isLive() || (stored.isSavepoint() && stored.isStored())) {
                left.removeAll(stored.paths());
            }
        }
        world.log().paths().stream()
                .flatMap(path -> world.checkpoint(path).stream())
                .forEach(named -> left.removeAll(named.paths()));
        left.removeAll(world.files().untold());
        // Tasks of an earlier attempt may write when all has been tidied up, and nobody knows of its savepoints.
        left.removeIf(path ->
                world.files().epochOf(path) < master.epoch() && world.files().isLate(path));
        check(left.isEmpty(), "Nobody refers to %s", left);
    }
}
