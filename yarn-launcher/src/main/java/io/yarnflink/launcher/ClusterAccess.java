package io.yarnflink.launcher;

/**
 * One cluster, as one user sees it. Thread-safe. Connections are opened when first needed and shared.
 *
 * <p>Every method that reaches the cluster fails with {@link ClusterUnreachableException} within
 * {@code yarnflink.client.connect-timeout} if nothing answers.
 */
public interface ClusterAccess extends AutoCloseable {

    /** Puts applications on the cluster. */
    ApplicationLauncher launcher();

    /** Follows applications to their end. */
    ApplicationWatcher watcher();

    /** Lists, describes and kills applications. */
    Applications applications();

    /** Asks running applications for something. */
    ApplicationControl control();

    /** What applications have left under their names. */
    CheckpointHistory history();

    /** The resource manager's address and the default file system, for messages. */
    String describe();

    /**
     * Closes all connections. A sweep that a submission has started gets a bounded time to end before. Applications
     * go on.
     */
    @Override
    void close();
}
