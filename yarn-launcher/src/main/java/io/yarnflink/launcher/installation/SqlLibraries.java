package io.yarnflink.launcher.installation;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.cache.ContentHash;
import io.yarnflink.launcher.cache.LocalContent;
import io.yarnflink.launcher.jobjar.JobJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Flink's SQL and table libraries, as the installation has them. They travel only with jobs that refer to them. */
public final class SqlLibraries {

    private static final String FOLDER = "lib/sql";

    /** Whether they are shipped: {@code auto} (if the job refers to them), {@code always}, {@code never}. */
    static final String KEY = "yarnflink.sql.libraries";

    private SqlLibraries() {}

    /** Whether the job is to get them: what {@value #KEY} says, else whether its own classes refer to the table API. */
    public static boolean areWanted(JobJar jar, Map<String, String> configuration) throws BadUsageException {
        String wish = configuration.getOrDefault(KEY, "auto").strip().toLowerCase(Locale.ROOT);
        return switch (wish) {
            case "always" -> true;
            case "never" -> false;
            case "auto" -> jar.refersToTables();
            default ->
                throw new BadUsageException(
                        List.of("Expected auto, always or never for " + KEY + ", found '" + wish + "'"));
        };
    }

    /**
     * The libraries if the job wants them, in the order of the class path.
     *
     * @param wanted whether it does
     */
    public static List<Path> jars(Path distribution, boolean wanted) throws BadUsageException {
        if (!wanted) {
            return List.of();
        }
        Path folder = distribution.resolve(FOLDER);
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw missing(folder, e);
        }
    }

    /** As {@link #jars}, for the cache. */
    public static List<LocalContent> contents(Path distribution, boolean wanted) throws BadUsageException {
        List<LocalContent> libraries = new ArrayList<>();
        for (Path jar : jars(distribution, wanted)) {
            try {
                libraries.add(new LocalContent(
                        jar, String.valueOf(jar.getFileName()), ContentHash.of(jar), Files.size(jar), true));
            } catch (IOException e) {
                throw missing(distribution.resolve(FOLDER), e);
            }
        }
        return libraries;
    }

    private static BadUsageException missing(Path folder, IOException cause) {
        return new BadUsageException(
                "The job refers to Flink's table API. Expected its libraries in " + folder + ": " + cause.getMessage()
                        + "; install yarn-flink anew, or set " + KEY + ": never if the job JAR has them",
                cause);
    }
}
