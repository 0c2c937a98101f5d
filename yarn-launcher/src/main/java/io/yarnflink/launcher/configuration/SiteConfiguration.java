package io.yarnflink.launcher.configuration;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Which of a client's Hadoop settings an application's processes need: those that a {@code *-site.xml} has set, without
 * the ones that name places on the client's machine or concern servers alone.
 */
final class SiteConfiguration {

    /** The parts of Hadoop that an application talks to or through. */
    private static final List<String> WANTED =
            List.of("fs.", "dfs.", "yarn.", "hadoop.", "ipc.", "io.", "ha.", "net.", "rpc.", "security.");

    /** What servers read, and what a client reads from its own disk. */
    private static final List<String> UNWANTED = List.of(
            "yarn.nodemanager.",
            "yarn.timeline-service.",
            "yarn.scheduler.capacity.",
            "yarn.web-proxy.",
            "yarn.sharedcache.",
            "dfs.journalnode.",
            "dfs.hosts",
            "dfs.datanode.data",
            "dfs.datanode.address",
            "dfs.datanode.http",
            "dfs.datanode.ipc",
            "dfs.namenode.name",
            "dfs.namenode.edits",
            "dfs.namenode.checkpoint",
            "hadoop.tmp.",
            "hadoop.http.",
            "hadoop.proxyuser.",
            "hadoop.registry.",
            "hadoop.ssl.",
            "hadoop.security.credential.provider.path",
            "hadoop.security.group.mapping",
            "net.topology.",
            "fs.s3a.buffer.dir");

    private static final List<String> LOCAL_ENDINGS = List.of(
            ".keytab", ".keytab.file", ".password", ".keystore.location", ".truststore.location", "-dirs", ".dirs");

    private SiteConfiguration() {}

    /** Keys to values with variables replaced. */
    static Map<String, String> of(Configuration configuration) {
        Map<String, String> site = new TreeMap<>();
        for (Map.Entry<String, String> entry : configuration) {
            String key = entry.getKey();
            if (isWanted(key) && isSetBySite(configuration.getPropertySources(key))) {
                String value = configuration.get(key);
                if (value != null) {
                    site.put(key, value);
                }
            }
        }
        return site;
    }

    static boolean isWanted(String key) {
        return WANTED.stream().anyMatch(key::startsWith)
                && UNWANTED.stream().noneMatch(key::startsWith)
                && LOCAL_ENDINGS.stream().noneMatch(key::endsWith);
    }

    private static boolean isSetBySite(String @Nullable [] sources) {
        if (sources == null || sources.length == 0) {
            return false;
        }
        return !sources[sources.length - 1].endsWith("-default.xml");
    }
}
