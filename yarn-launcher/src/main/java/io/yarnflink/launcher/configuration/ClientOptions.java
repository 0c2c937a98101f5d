package io.yarnflink.launcher.configuration;

import io.yarnflink.launcher.BadUsageException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What the client itself is told by keys of its own.
 *
 * @param cacheRoot {@code yarnflink.cache.dir}: folder for the cache and the applications' files; empty for
 *     {@code .yarn-flink} in the user's home folder. It belongs to one user
 * @param cacheReplication {@code yarnflink.cache.replication}, else {@code yarn.file-replication}: copies that the file
 *     system keeps of cached files; 0 for its default
 * @param cacheRetention {@code yarnflink.cache.retention}: cached files that nobody has used for longer are removed
 * @param connectTimeout {@code yarnflink.client.connect-timeout}: how long a call to the cluster may take
 * @param contactTimeout {@code yarnflink.client.contact-timeout}: for how long a watcher bears a resource manager that
 *     does not answer
 * @param submitTimeout {@code yarnflink.client.submit-timeout}: for how long an application may wait for its containers;
 *     0 for as long as it takes
 * @param checkQueue {@code yarnflink.client.check-queue}: whether the queue must exist before submission; false where
 *     the scheduler makes queues as they are asked for
 * @param checkJar {@code yarnflink.client.check-jar}: whether a job JAR is refused that seems to be made for a newer Java
 *     or for Flink 1; false for those who only want to hear of it
 */
public record ClientOptions(
        Optional<String> cacheRoot,
        int cacheReplication,
        Duration cacheRetention,
        Duration connectTimeout,
        Duration contactTimeout,
        Duration submitTimeout,
        boolean checkQueue,
        boolean checkJar) {

    private static final int MAX_REPLICATION = 512;

    /**
     * Reads the options from an effective configuration.
     *
     * @throws BadUsageException with every value that cannot be read
     */
    public static ClientOptions read(Map<String, String> configuration) throws BadUsageException {
        KeyReader keys = new KeyReader(configuration);
        int flinks = Math.max(0, keys.number("yarn.file-replication", 0, -1));
        ClientOptions options = new ClientOptions(
                keys.text("yarnflink.cache.dir"),
                Math.min(MAX_REPLICATION, keys.number("yarnflink.cache.replication", flinks, 0)),
                keys.duration("yarnflink.cache.retention", Duration.ofDays(7)),
                keys.duration("yarnflink.client.connect-timeout", Duration.ofSeconds(20)),
                keys.duration("yarnflink.client.contact-timeout", Duration.ofMinutes(3)),
                keys.duration("yarnflink.client.submit-timeout", Duration.ZERO),
                keys.flag("yarnflink.client.check-queue", true),
                keys.flag("yarnflink.client.check-jar", true));
        keys.throwProblems();
        return options;
    }
}
