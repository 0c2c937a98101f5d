package io.yarnflink.launcher.installation;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.cache.ContentHash;
import io.yarnflink.launcher.cache.LocalContent;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * What every container runs, as the installation has it.
 *
 * @param content the archive
 * @param classPath relative to a container's working folder, once the archive is unpacked there
 */
public record RuntimeArchive(LocalContent content, String classPath) {

    static final String NAME = "yarn-flink-runtime.tar";
    private static final String PROPERTIES = "yarn-flink-runtime.properties";

    /** Finds the archive in an installation; hashes it only if the hash is not noted beside it. */
    public static RuntimeArchive locate(Path distribution) throws BadUsageException {
        Path folder = distribution.resolve("lib").resolve("runtime");
        Path archive = folder.resolve(NAME);
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(PROPERTIES))) {
            properties.load(reader);
            long size = Files.size(archive);
            String classPath = properties.getProperty("classpath", "");
            if (classPath.isBlank()) {
                throw new BadUsageException(
                        "Expected a class path in " + folder.resolve(PROPERTIES)
                                + ", found none: install yarn-flink anew",
                        null);
            }
            String noted = properties.getProperty("sha256", "");
            boolean trusted =
                    ContentHash.isHash(noted) && String.valueOf(size).equals(properties.getProperty("size", ""));
            ContentHash hash = trusted ? new ContentHash(noted) : ContentHash.of(archive);
            return new RuntimeArchive(new LocalContent(archive, NAME, hash, size, true), classPath);
        } catch (IOException e) {
            throw new BadUsageException(
                    "Expected " + NAME + " and " + PROPERTIES + " in " + folder + ": " + e.getMessage()
                            + "; install yarn-flink anew",
                    e);
        }
    }
}
