package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.cache.ContentHash;
import io.yarnflink.launcher.cache.LocalContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Flink's SQL and table libraries, as the installation has them. They travel only with jobs that refer to them. */
final class SqlLibraries {

    private static final String FOLDER = "lib/sql";

    private SqlLibraries() {}

    /**
     * The libraries if the job wants them, in the order of the class path.
     *
     * @param wanted whether it does
     */
    static List<LocalContent> locate(Path distribution, boolean wanted) throws BadUsageException {
        if (!wanted) {
            return List.of();
        }
        Path folder = distribution.resolve(FOLDER);
        try (Stream<Path> found = Files.list(folder)) {
            List<LocalContent> libraries = new ArrayList<>();
            for (Path jar : found.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                libraries.add(new LocalContent(
                        jar, String.valueOf(jar.getFileName()), ContentHash.of(jar), Files.size(jar), true));
            }
            return libraries;
        } catch (IOException e) {
            throw new BadUsageException(
                    "The job refers to Flink's table API. Expected its libraries in " + folder + ": " + e.getMessage()
                            + "; install yarn-flink anew, or set " + JobJar.SQL_KEY + ": never if the job JAR has them",
                    e);
        }
    }
}
