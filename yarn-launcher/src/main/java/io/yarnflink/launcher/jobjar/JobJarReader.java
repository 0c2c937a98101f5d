package io.yarnflink.launcher.jobjar;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.jobjar.JobJar.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JAR from its first entry to its last. Of libraries that many programs bundle, only the first bytes of each class
 * are unpacked. Used by one thread, once.
 */
final class JobJarReader {

    private static final String VERSIONS = "META-INF/versions/";
    private static final String MULTI_RELEASE = "Multi-Release";
    private static final int BYTES_OF_VERSION = 10;

    private final ClassCollector classes = new ClassCollector();
    private Optional<Entry> entry;

    JobJarReader(Optional<String> named) {
        this.entry = named.map(name -> new Entry(name, false));
    }

    JobJar read(Path file) throws BadUsageException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new BadUsageException(
                    "Expected a readable job JAR at " + file.toAbsolutePath() + ", found " + whatIsAt(file), null);
        }
        try (ZipFile jar = new ZipFile(file.toFile())) {
            boolean multiRelease = readManifest(jar);
            for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
                readEntry(jar, all.nextElement(), multiRelease);
            }
        } catch (IOException e) {
            throw new BadUsageException(
                    "Expected a JAR at " + file.toAbsolutePath() + ", found a file that is none, or a damaged one: "
                            + e.getMessage(),
                    e);
        }
        return classes.jar(String.valueOf(file.getFileName()), entry);
    }

    /** Reads no more than the manifest. */
    Optional<Entry> readEntry(Path file) {
        if (entry.isEmpty()) {
            try (ZipFile jar = new ZipFile(file.toFile())) {
                readManifest(jar);
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return entry;
    }

    private static String whatIsAt(Path file) {
        if (!Files.exists(file)) {
            return "nothing";
        }
        return Files.isRegularFile(file) ? "a file that this user may not read" : "something else";
    }

    /** Tells whether the JAR has classes for several versions of Java. */
    private boolean readManifest(ZipFile jar) throws IOException {
        ZipEntry manifest = jar.getEntry(JarFile.MANIFEST_NAME);
        if (manifest == null) {
            return false;
        }
        try (InputStream in = jar.getInputStream(manifest)) {
            Attributes attributes = new Manifest(in).getMainAttributes();
            // Flink's own name goes before Java's, as with Flink's client.
            entry = entry.or(() -> named(attributes.getValue("program-class"))
                    .or(() -> named(attributes.getValue("Main-Class")))
                    .map(name -> new Entry(name, true)));
            return Boolean.parseBoolean(
                    String.valueOf(attributes.getValue(MULTI_RELEASE)).strip());
        }
    }

    private static Optional<String> named(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(name -> !name.isEmpty());
    }

    private void readEntry(ZipFile jar, ZipEntry entry, boolean multiRelease) throws IOException {
        String name = entry.getName();
        try {
            if (isLibrary(name)) {
                try (ZipInputStream library = new ZipInputStream(jar.getInputStream(entry))) {
                    readLibrary(library);
                }
            } else if (name.endsWith(".class") && !name.startsWith(VERSIONS)) {
                try (InputStream in = jar.getInputStream(multiRelease ? forOurJava(jar, entry) : entry)) {
                    readClass(name, in);
                }
            }
        } catch (IOException e) {
            throw new IOException("its entry " + name + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What a JVM of the containers' version would load. */
    private static ZipEntry forOurJava(ZipFile jar, ZipEntry entry) {
        for (int version = JarChecks.CONTAINERS_JAVA; version > 8; version--) {
            ZipEntry versioned = jar.getEntry(VERSIONS + version + "/" + entry.getName());
            if (versioned != null) {
                return versioned;
            }
        }
        return entry;
    }

    /** A JAR in the JAR, which the job finds on its class path too. */
    private static boolean isLibrary(String name) {
        return name.startsWith("lib/") && name.endsWith(".jar");
    }

    private void readLibrary(ZipInputStream library) throws IOException {
        for (ZipEntry entry = library.getNextEntry(); entry != null; entry = library.getNextEntry()) {
            String name = entry.getName();
            if (name.endsWith(".class") && !name.startsWith(VERSIONS)) {
                readClass(name, library);
            }
        }
    }

    private void readClass(String name, InputStream in) throws IOException {
        boolean isEntry =
                entry.isPresent() && name.equals(entry.get().className().replace('.', '/') + ".class");
        if (isEntry || ClassCollector.isWorthReading(name)) {
            classes.add(name, in.readAllBytes(), isEntry);
        } else {
            classes.addVersion(name, in.readNBytes(BYTES_OF_VERSION));
        }
    }
}
