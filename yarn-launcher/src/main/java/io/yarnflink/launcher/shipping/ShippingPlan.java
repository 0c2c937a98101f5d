package io.yarnflink.launcher.shipping;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.cache.ContentHash;
import io.yarnflink.launcher.cache.LocalContent;
import io.yarnflink.runtime.application.ContainerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is shipped for one application, and what follows for its configuration.
 *
 * @param parcels what containers get, each under another link
 * @param configuration what was configured, with the class path of what is shipped and the home of a shipped JDK
 */
public record ShippingPlan(List<Parcel> parcels, Map<String, String> configuration) {

    /** A folder in Flink's layout: one folder of JARs for each plug-in. */
    public static final String PLUGINS_KEY = "yarnflink.plugins.dir";

    /** A configuration of Log4j 2 for containers. */
    public static final String LOGGING_KEY = "yarnflink.logging.file";

    /** An archive with a JDK, which containers run with. */
    public static final String JDK_KEY = "yarnflink.jdk.archive";

    public static final String PLUGINS_LINK = "plugins";
    static final String JDK_LINK = "jdk";
    public static final String LOGGING_LINK = ContainerCommand.OWN_LOGGING_LINK;

    /** Names that a container's working folder has taken already. */
    static final Set<String> RESERVED = Set.of(
            ContainerCommand.RUNTIME_LINK,
            ContainerCommand.JOB_JAR_LINK,
            ContainerCommand.LIBRARY_FOLDER,
            ContainerCommand.SITE_CONFIGURATION_FOLDER,
            "tmp",
            "launch_container.sh",
            "container_tokens");

    private static final String JAR = ".jar";
    private static final List<String> JAVA_HOME_KEYS =
            List.of("containerized.master.env.JAVA_HOME", "containerized.taskmanager.env.JAVA_HOME");

    public ShippingPlan {
        parcels = List.copyOf(parcels);
        configuration = Map.copyOf(configuration);
    }

    /**
     * Reads the keys; looks at files, but reads none but a JDK's table of contents.
     *
     * @param distribution root folder of this installation, whose plug-ins are shipped unless others are named
     * @throws BadUsageException with everything that cannot be shipped
     */
    public static ShippingPlan of(Map<String, String> configuration, Path distribution) throws BadUsageException {
        List<Parcel> parcels = new ShippingKeys(configuration, distribution).read();
        Map<String, String> effective = new TreeMap<>(configuration);
        List<String> classPath = parcels.stream()
                .filter(parcel -> !parcel.link().equals(PLUGINS_LINK))
                .flatMap(parcel -> onClassPath(parcel).stream())
                .toList();
        if (!classPath.isEmpty()) {
            effective.put(ContainerCommand.SHIPPED_CLASS_PATH_KEY, String.join(":", classPath));
        }
        Optional<Parcel> jdk = parcels.stream()
                .filter(parcel -> parcel.link().equals(JDK_LINK))
                .findFirst();
        if (jdk.isPresent()) {
            String home =
                    "{{PWD}}/" + JDK_LINK + "/" + JdkArchive.homeIn(jdk.get().source());
            JAVA_HOME_KEYS.forEach(key ->
                    effective.put(key, home.endsWith("/") ? home.substring(0, home.length() - 1) : home));
        }
        return new ShippingPlan(parcels, effective);
    }

    /** JARs that are shipped, and shipped folders with the JARs in them; archives are the program's own business. */
    private static List<String> onClassPath(Parcel parcel) {
        return switch (parcel.form()) {
            case FILE -> parcel.link().endsWith(JAR) ? List.of(parcel.link()) : List.of();
            case FOLDER -> List.of(parcel.link(), parcel.link() + "/*");
            case ARCHIVE -> List.of();
        };
    }

    /**
     * Makes a file for the cache of each parcel and hashes it.
     *
     * @param packing where folders are packed; the caller deletes it when the files have been sent
     * @throws BadUsageException if something cannot be read
     */
    public List<ShippedContent> pack(PackingFolder packing) throws BadUsageException {
        List<ShippedContent> contents = new ArrayList<>();
        for (Parcel parcel : parcels) {
            try {
                boolean folder = parcel.form() == Parcel.Form.FOLDER;
                Path file = folder ? packing.pack(parcel.source()) : parcel.source();
                String name = cacheName(parcel.source(), folder);
                LocalContent content = new LocalContent(file, name, ContentHash.of(file), Files.size(file), false);
                contents.add(new ShippedContent(parcel.link(), content, parcel.form() != Parcel.Form.FILE));
            } catch (IOException e) {
                throw new BadUsageException("Expected to read " + parcel.source() + ": " + e.getMessage(), e);
            }
        }
        return contents;
    }

    private static String cacheName(Path source, boolean folder) {
        String name = String.valueOf(source.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
        // A name with a leading dot would be one of the cache's own.
        return (name.startsWith(".") ? "shipped" + name : name) + (folder ? ".tar" : "");
    }
}
