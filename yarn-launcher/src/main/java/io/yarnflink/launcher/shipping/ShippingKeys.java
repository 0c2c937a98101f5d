package io.yarnflink.launcher.shipping;

import io.yarnflink.launcher.BadUsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;

/** Reads from configuration keys what is to be shipped, and collects what cannot be. Used by one thread, once. */
final class ShippingKeys {

    private static final ConfigOption<List<String>> FILES = ConfigOptions.key("yarn.ship-files")
            .stringType()
            .asList()
            .defaultValues()
            .withDeprecatedKeys("yarn.ship-directories");
    private static final ConfigOption<List<String>> ARCHIVES =
            ConfigOptions.key("yarn.ship-archives").stringType().asList().defaultValues();
    private static final String USUAL_PLUGINS = "plugins";
    private static final String USUAL_LOGGING = "conf/log4j2.properties";
    private static final String ARCHIVED_LOGGING = "lib/runtime/log4j2.properties";
    private static final List<String> ARCHIVE_ENDINGS = List.of(".zip", ".tar", ".tar.gz", ".tgz", ".jar");
    private static final List<String> LOGGING_ENDINGS = List.of(".properties", ".xml");

    private final Map<String, String> configuration;
    private final Path distribution;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Parcel> parcels = new TreeMap<>();

    ShippingKeys(Map<String, String> configuration, Path distribution) {
        this.configuration = configuration;
        this.distribution = distribution;
    }

    /**
     * All that is to be shipped, in the order of the links.
     *
     * @throws BadUsageException with every problem found
     */
    List<Parcel> read() throws BadUsageException {
        Configuration flinks = Configuration.fromMap(configuration);
        for (String file : flinks.get(FILES)) {
            local(FILES.key(), file).ifPresent(path -> add(FILES.key(), path, nameOf(path), fileOrFolder(path)));
        }
        for (String archive : flinks.get(ARCHIVES)) {
            local(ARCHIVES.key(), archive).ifPresent(this::addArchive);
        }
        addPlugins();
        value(ShippingPlan.LOGGING_KEY).or(this::changedLogging).ifPresent(this::addLogging);
        value(ShippingPlan.JDK_KEY)
                .flatMap(file -> local(ShippingPlan.JDK_KEY, file))
                .ifPresent(path -> put(new Parcel(ShippingPlan.JDK_LINK, path, Parcel.Form.ARCHIVE)));
        if (!problems.isEmpty()) {
            throw new BadUsageException(problems);
        }
        return List.copyOf(parcels.values());
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(configuration.get(key)).map(String::strip).filter(value -> !value.isEmpty());
    }

    /** The path, if something readable is there. */
    private Optional<Path> local(String key, String written) {
        try {
            Path path = Path.of(written.startsWith("file:") ? written.substring("file:".length()) : written)
                    .toAbsolutePath()
                    .normalize();
            if (Files.isReadable(path)) {
                return Optional.of(path);
            }
        } catch (InvalidPathException e) {
            // Told below, as of a file that is not there.
        }
        problems.add("Expected a readable file or folder on this machine for " + key + ", found nothing at " + written);
        return Optional.empty();
    }

    private void addArchive(Path path) {
        String name = nameOf(path).toLowerCase(Locale.ROOT);
        if (!Files.isRegularFile(path) || ARCHIVE_ENDINGS.stream().noneMatch(name::endsWith)) {
            problems.add("Expected a file that ends with " + String.join(", ", ARCHIVE_ENDINGS) + " for "
                    + ARCHIVES.key() + ", found " + path + ": ship it with " + FILES.key());
            return;
        }
        add(ARCHIVES.key(), path, nameOf(path), Parcel.Form.ARCHIVE);
    }

    /** The folder that was named, else the installation's if there is something in it. */
    private void addPlugins() {
        Optional<String> named = value(ShippingPlan.PLUGINS_KEY);
        if (named.isEmpty()) {
            Path usual = distribution.resolve(USUAL_PLUGINS);
            if (holdsFolders(usual)) {
                put(new Parcel(ShippingPlan.PLUGINS_LINK, usual, Parcel.Form.FOLDER));
            }
            return;
        }
        local(ShippingPlan.PLUGINS_KEY, named.get()).ifPresent(path -> {
            if (holdsFolders(path)) {
                put(new Parcel(ShippingPlan.PLUGINS_LINK, path, Parcel.Form.FOLDER));
            } else {
                problems.add("Expected a folder with one folder of JARs for each plug-in at " + path + " ("
                        + ShippingPlan.PLUGINS_KEY + "), found none in it");
            }
        });
    }

    private static boolean holdsFolders(Path folder) {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.anyMatch(Files::isDirectory);
        } catch (IOException e) {
            return false;
        }
    }

    /** The installation's, if somebody has changed it since the runtime archive was made with it. */
    private Optional<String> changedLogging() {
        Path file = distribution.resolve(USUAL_LOGGING);
        Path archived = distribution.resolve(ARCHIVED_LOGGING);
        try {
            boolean changed =
                    Files.isReadable(file) && Files.isReadable(archived) && Files.mismatch(file, archived) >= 0;
            return changed ? Optional.of(file.toString()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private void addLogging(String file) {
        local(ShippingPlan.LOGGING_KEY, file).ifPresent(path -> {
            String name = nameOf(path);
            Optional<String> ending =
                    LOGGING_ENDINGS.stream().filter(name::endsWith).findFirst();
            if (ending.isEmpty() || !Files.isRegularFile(path)) {
                problems.add("Expected a configuration of Log4j 2 that ends with "
                        + String.join(" or ", LOGGING_ENDINGS) + " for " + ShippingPlan.LOGGING_KEY + ", found "
                        + path);
                return;
            }
            put(new Parcel(ShippingPlan.LOGGING_LINK + ending.get(), path, Parcel.Form.FILE));
        });
    }

    private void add(String key, Path path, String link, Parcel.Form form) {
        if (isReserved(link)) {
            problems.add("Expected another name than '" + link + "' for " + path + " (" + key
                    + "): containers have something of that name already");
        } else if (link.isEmpty() || !link.equals(link.strip()) || link.contains(":")) {
            problems.add(
                    "Expected a name without ':' and without spaces at its ends, found '" + link + "' (" + key + ")");
        } else {
            put(new Parcel(link, path, form));
        }
    }

    private static boolean isReserved(String link) {
        return ShippingPlan.RESERVED.contains(link)
                || Set.of(ShippingPlan.JDK_LINK, ShippingPlan.PLUGINS_LINK).contains(link)
                || link.startsWith(ShippingPlan.LOGGING_LINK);
    }

    private void put(Parcel parcel) {
        Parcel other = parcels.putIfAbsent(parcel.link(), parcel);
        if (other != null && !other.equals(parcel)) {
            problems.add("Expected different names for what is shipped, found " + other.source() + " and "
                    + parcel.source() + ", which containers would both see as '" + parcel.link() + "'");
        }
    }

    private static Parcel.Form fileOrFolder(Path path) {
        return Files.isDirectory(path) ? Parcel.Form.FOLDER : Parcel.Form.FILE;
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }
}
