package io.yarnflink.launcher.configuration;

import static io.yarnflink.launcher.configuration.YarnKey.Treatment.HONOURED;
import static io.yarnflink.launcher.configuration.YarnKey.Treatment.IGNORED;
import static io.yarnflink.launcher.configuration.YarnKey.Treatment.REFUSED;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * One of Flink's keys for YARN, and what becomes of it here. The user guide has the same table.
 *
 * @param key as it is written; {@code <key>} at its end stands for any ending
 * @param treatment what becomes of it
 * @param reason why it is not honoured, and what to do instead; empty if it is
 * @param harmless the value that asks for what happens anyway; empty if there is none
 */
public record YarnKey(String key, Treatment treatment, String reason, String harmless) {

    /** What becomes of a key. */
    public enum Treatment {
        HONOURED,
        /** The application runs as if it were not there; people are told. */
        IGNORED,
        /** Nothing is submitted: what it asks for would be missing. */
        REFUSED
    }

    static final String PREFIX = "yarn.";
    private static final String ANY = "<key>";
    private static final int SLIP = 5;

    private static final List<YarnKey> ALL = List.of(
            honoured("yarn.application.name"),
            honoured("yarn.application.queue"),
            honoured("yarn.application.priority"),
            honoured("yarn.application.node-label"),
            honoured("yarn.taskmanager.node-label"),
            honoured("yarn.tags"),
            honoured("yarn.application-attempts"),
            honoured("yarn.application-attempt-failures-validity-interval"),
            honoured("yarn.appmaster.vcores"),
            honoured("yarn.containers.vcores"),
            honoured("yarn.heartbeat.interval"),
            honoured("yarn.heartbeat.container-request-interval"),
            honoured("yarn.ship-files"),
            honoured("yarn.ship-archives"),
            honoured("yarn.file-replication"),
            honoured("yarn.view.acls"),
            honoured("yarn.modify.acls"),
            honoured("yarn.rolled-logs.include-pattern"),
            honoured("yarn.rolled-logs.exclude-pattern"),
            honoured("flink.hadoop." + ANY),
            honoured("flink.yarn." + ANY),
            new YarnKey(
                    "yarn.classpath.include-user-jar",
                    IGNORED,
                    "the job JAR is loaded by the class loader for users' code, never by that of the system",
                    "DISABLED"),
            new YarnKey(
                    "yarn.application-master.port",
                    IGNORED,
                    "the ApplicationMaster takes any free port, and admits nobody without the application's certificate",
                    "0"),
            ignored(
                    "yarn.application.type",
                    "the type is always yarn-flink, by which 'yarn-flink list' finds applications"),
            ignored(
                    "yarn.staging-directory",
                    "there is no staging folder: files lie in a cache, whose place is yarnflink.cache.dir"),
            ignored("yarn.flink-dist-jar", "containers get the runtime of this installation"),
            ignored(
                    "yarn.provided.lib.dirs",
                    "the runtime is in the cluster's cache already; JARs of your own are shipped with --ship"),
            ignored(
                    "yarn.properties-file.location",
                    "there are no sessions to come back to; 'yarn-flink list' shows applications"),
            new YarnKey(
                    "yarn.security.kerberos.ship-local-keytab",
                    IGNORED,
                    "keytabs are not shipped; the client's tickets are used at submission",
                    "false"),
            ignored(
                    "yarn.security.kerberos.localized-keytab-path",
                    "keytabs are not shipped; the client's tickets are used at submission"),
            ignored(
                    "yarn.security.appmaster.delegation.token.services",
                    "the ApplicationMaster gets the tokens of the file systems that the client uses"),
            refused(
                    "yarn.application.id",
                    "there are no sessions to submit jobs to: each job runs as an application of its own"),
            refused(
                    "yarn.provided.usrlib.dir",
                    "JARs of a job are sent with --ship, named with -C, or packed into its folder lib"),
            refused(
                    "yarn.container-start-command-template",
                    "add flags of the JVM with env.java.opts.all, env.java.opts.jobmanager or"
                            + " env.java.opts.taskmanager"));

    private static YarnKey honoured(String key) {
        return new YarnKey(key, HONOURED, "", "");
    }

    private static YarnKey ignored(String key, String reason) {
        return new YarnKey(key, IGNORED, reason, "");
    }

    private static YarnKey refused(String key, String reason) {
        return new YarnKey(key, REFUSED, reason, "");
    }

    /** The whole table. */
    public static List<YarnKey> all() {
        return ALL;
    }

    /** The row that a key belongs to, under its name of today or a former one. */
    static Optional<YarnKey> find(String key) {
        String today = switch (key) {
            case "yarn.ship-directories" -> "yarn.ship-files";
            case "yarn.heartbeat-delay" -> "yarn.heartbeat.interval";
            case "yarn.per-job-cluster.include-user-jar" -> "yarn.classpath.include-user-jar";
            default -> key;
        };
        return ALL.stream()
                .filter(row -> row.key.endsWith(ANY)
                        ? today.startsWith(row.key.substring(0, row.key.length() - ANY.length()))
                        : row.key.equals(today))
                .findFirst();
    }

    static Optional<String> near(String key) {
        return ALL.stream()
                .map(YarnKey::key)
                .min(Comparator.comparingInt(known -> Spelling.distance(key, known)))
                .filter(known -> Spelling.distance(key, known) <= SLIP);
    }

    /** What people are told whose value has no effect. */
    Optional<String> warning(String value) {
        boolean silent = treatment != IGNORED
                || value.isBlank()
                || (!harmless.isEmpty() && harmless.equalsIgnoreCase(value.strip()));
        return silent ? Optional.empty() : Optional.of(key + " is ignored: " + reason);
    }

    /** Why nothing is submitted with this value. */
    Optional<String> problem(String value) {
        return treatment == REFUSED && !value.isBlank()
                ? Optional.of(key + " is not offered: " + reason)
                : Optional.empty();
    }
}
