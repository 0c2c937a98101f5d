package io.yarnflink.launcher;

import java.util.List;

/** What applications of this user have left under their names. */
public interface CheckpointHistory {

    /**
     * The checkpoints and savepoints of all applications that had a name, and of the one that has it now, as far as they
     * are still there; the newest first.
     *
     * @throws BadUsageException if it cannot be a name
     */
    List<KeptCheckpoint> of(String name) throws LauncherException, InterruptedException;

    /**
     * Removes checkpoints of applications that have ended. Savepoints stay, and so does whatever a live application or a
     * checkpoint that stays refers to.
     *
     * @throws BadUsageException if it cannot be a name
     */
    Cleaning clean(String name, CleaningWish wish) throws LauncherException, InterruptedException;
}
