package io.yarnflink.runtime.log;

/**
 * A completed checkpoint or savepoint.
 *
 * @param id its number within its job
 * @param kind what it is
 * @param path where it is, as one writes it to restore from it
 * @param triggeredAt in milliseconds since the epoch
 * @param completedAt in milliseconds since the epoch
 * @param stateBytes size of the state that it refers to
 */
public record LoggedCheckpoint(long id, Kind kind, String path, long triggeredAt, long completedAt, long stateBytes) {

    /** Whose a checkpoint is, and whether its job may restart from it. */
    public enum Kind {
        /** The job's own; later ones replace it. */
        CHECKPOINT(true, false),
        /** The user's. It committed nothing, so the job restarts from checkpoints only. */
        SAVEPOINT(false, true),
        /** The user's. The job stopped with it, so if it goes on then from here. */
        STOPPING_SAVEPOINT(true, true);

        private final boolean commits;
        private final boolean savepoint;

        Kind(boolean commits, boolean savepoint) {
            this.commits = commits;
            this.savepoint = savepoint;
        }

        /** Whether its completion committed what the job had written, so that a later attempt has to begin here. */
        public boolean commits() {
            return commits;
        }

        /** Whether it belongs to the user rather than to the job. */
        public boolean isSavepoint() {
            return savepoint;
        }
    }
}
