package io.yarnflink.runtime.program;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.util.FlinkUserCodeClassLoaders;
import org.apache.flink.util.MutableURLClassLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The user's classes: a class loader of its own over the job JAR and the JARs in its folder {@code lib}, which are
 * unpacked. Which classes come from the user first is decided by Flink's keys ({@code classloader.resolve-order},
 * {@code classloader.parent-first-patterns.*}). Thread-safe.
 */
public final class UserCode implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UserCode.class);
    private static final String NESTED_FOLDER = "lib/";
    private static final String JAR_SUFFIX = ".jar";

    static {
        // Java keeps JARs open, for the life of the process, that resources were read from by URL. Flink's class loader
        // reads them so.
        URLConnection.setDefaultUseCaches("jar", false);
    }

    private final MutableURLClassLoader classLoader;
    private final List<Path> unpacked;

    private UserCode(MutableURLClassLoader classLoader, List<Path> unpacked) {
        this.classLoader = classLoader;
        this.unpacked = unpacked;
    }

    /**
     * Opens the user's classes.
     *
     * @param classPath the job JAR and what is to be found beside it; of files, nested JARs count too
     * @param configuration says in which order classes are looked for
     * @param temporaryDirectory an existing folder that nested JARs are unpacked to
     * @throws IOException if a JAR cannot be read; the message names it
     */
    public static UserCode open(List<URL> classPath, ReadableConfig configuration, Path temporaryDirectory)
            throws IOException {
        List<URL> urls = new ArrayList<>(classPath);
        List<Path> unpacked = new ArrayList<>();
        try {
            for (URL url : classPath) {
                unpackNested(url, temporaryDirectory, unpacked);
            }
            for (Path file : unpacked) {
                urls.add(file.toUri().toURL());
            }
        } catch (IOException e) {
            delete(unpacked);
            throw e;
        }
        MutableURLClassLoader classLoader = FlinkUserCodeClassLoaders.create(
                urls.toArray(URL[]::new), UserCode.class.getClassLoader(), configuration);
        return new UserCode(classLoader, unpacked);
    }

    /** Loads the user's classes until {@link #close}. */
    public ClassLoader classLoader() {
        return classLoader;
    }

    /** Gives the JARs free and deletes what was unpacked. Classes that are not loaded yet cannot be loaded any more. */
    @Override
    public void close() {
        try {
            classLoader.close();
        } catch (IOException e) {
            LOG.warn("The user's JARs could not be closed", e);
        }
        delete(unpacked);
    }

    private static void unpackNested(URL url, Path directory, List<Path> unpacked) throws IOException {
        if (!url.getProtocol().equals("file")) {
            return;
        }
        Path file = fileOf(url);
        if (Files.isDirectory(file)) {
            return;
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            List<JarEntry> nested = jar.stream().filter(UserCode::isNestedJar).toList();
            for (JarEntry entry : nested) {
                // Its own name is for people; the rest keeps it apart and within the folder.
                String name = Path.of(entry.getName()).getFileName().toString();
                Path target = Files.createTempFile(directory, "nested-", "-" + name);
                unpacked.add(target);
                try (InputStream in = jar.getInputStream(entry)) {
                    Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new IOException("Expected a readable JAR at " + file + ": " + e.getMessage(), e);
        }
    }

    private static boolean isNestedJar(JarEntry entry) {
        String name = entry.getName();
        return name.startsWith(NESTED_FOLDER)
                && name.endsWith(JAR_SUFFIX)
                && name.length() > NESTED_FOLDER.length() + JAR_SUFFIX.length();
    }

    private static Path fileOf(URL url) throws IOException {
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new IOException("Expected the URL of a file for the user's class path, found " + url, e);
        }
    }

    private static void delete(List<Path> files) {
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                LOG.warn("{} could not be deleted", file, e);
            }
        }
    }
}
