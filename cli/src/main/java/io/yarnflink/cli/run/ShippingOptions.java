package io.yarnflink.cli.run;

import io.yarnflink.cli.CommandException;
import io.yarnflink.cli.ExitCode;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What of the user's own containers get besides the job JAR. */
final class ShippingOptions implements KeyOptions {

    private static final String FILES = "yarn.ship-files";
    private static final String ARCHIVES = "yarn.ship-archives";
    private static final String CLASS_PATHS = "pipeline.classpaths";
    private static final String PLUGINS = "yarnflink.plugins.dir";
    private static final String LOGGING = "yarnflink.logging.file";
    private static final List<String> ARCHIVE_ENDINGS = List.of(".zip", ".tar", ".tar.gz", ".tgz");

    @Option(
            names = "--ship",
            paramLabel = "PATH",
            description = "A file, a folder or an archive (.zip, .tar, .tar.gz, .tgz) for the working folder of every"
                    + " container, under its own name; archives are unpacked into a folder of that name. JARs, and"
                    + " folders with the JARs in them, are on the class path. Repeatable.")
    private List<Path> shipped = new ArrayList<>();

    @Option(
            names = {"-C", "--classpath"},
            paramLabel = "URL",
            description = "Where the job's classes are looked for too, such as file:///opt/udfs.jar: a place that every"
                    + " node can reach. Nothing is shipped. Repeatable.")
    private List<String> classPaths = new ArrayList<>();

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "Flink's plug-ins (file systems): a folder with one folder of JARs for each."
                    + " Default: the folder plugins of this installation.")
    private @Nullable Path plugins;

    @Option(
            names = "--log4j2",
            paramLabel = "FILE",
            description = "Log4j 2's configuration for containers (.properties or .xml). Default:"
                    + " conf/log4j2.properties.")
    private @Nullable Path logging;

    @Override
    public void addTo(Map<String, String> keys) throws CommandException {
        List<String> files = new ArrayList<>();
        List<String> archives = new ArrayList<>();
        for (Path path : shipped) {
            (isArchive(path) ? archives : files).add(path.toAbsolutePath().toString());
        }
        append(keys, FILES, files);
        append(keys, ARCHIVES, archives);
        for (String url : classPaths) {
            check(url);
        }
        append(keys, CLASS_PATHS, classPaths);
        if (plugins != null) {
            keys.put(PLUGINS, plugins.toAbsolutePath().toString());
        }
        if (logging != null) {
            keys.put(LOGGING, logging.toAbsolutePath().toString());
        }
    }

    private static boolean isArchive(Path path) {
        String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
        return ARCHIVE_ENDINGS.stream().anyMatch(name::endsWith)
                && !path.toFile().isDirectory();
    }

    /** What {@code -D} says comes first; a value with a semicolon in it is put between quotes, as Flink wants it. */
    private static void append(Map<String, String> keys, String key, List<String> values) {
        if (!values.isEmpty()) {
            List<String> all = new ArrayList<>();
            String before = keys.getOrDefault(key, "");
            if (!before.isBlank()) {
                all.add(before);
            }
            values.forEach(value -> all.add(value.contains(";") ? "'" + value.replace("'", "''") + "'" : value));
            keys.put(key, String.join(";", all));
        }
    }

    private static void check(String url) throws CommandException {
        try {
            new URL(url);
        } catch (MalformedURLException e) {
            throw new CommandException(
                    ExitCode.BAD_USAGE,
                    "Expected a URL such as file:///opt/udfs.jar or http://host/udfs.jar behind -C, found '" + url
                            + "': " + e.getMessage() + ". To send a file of this machine along, use --ship");
        }
    }
}
