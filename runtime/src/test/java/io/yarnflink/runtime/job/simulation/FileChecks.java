package io.yarnflink.runtime.job.simulation;

import static io.yarnflink.runtime.job.simulation.Violation.check;

import java.util.Set;
import java.util.TreeSet;

/** Nothing is left on storage that nobody refers to. */
final class FileChecks implements Check {

    private final World world;

    FileChecks(World world) {
        this.world = world;
    }

    @Override
    public void end() {
        Set<String> left = new TreeSet<>(world.files().all());
        for (StoredCheckpoint stored : world.storage().all()) {
            if (stored.isLive() || (stored.isSavepoint() && stored.isStored())) {
                left.removeAll(stored.paths());
            }
        }
        left.removeAll(world.files().untold());
        check(left.isEmpty(), "Nobody refers to %s", left);
    }
}
