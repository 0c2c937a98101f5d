package io.yarnflink.launcher;

import java.util.List;

/**
 * What became of a name's checkpoints.
 *
 * @param removed gone, or about to, the newest first
 * @param needed would have gone, but others need their files, the newest first
 */
public record Cleaning(List<KeptCheckpoint> removed, List<KeptCheckpoint> needed) {

    public Cleaning {
        removed = List.copyOf(removed);
        needed = List.copyOf(needed);
    }
}
