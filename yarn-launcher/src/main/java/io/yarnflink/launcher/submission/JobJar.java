package io.yarnflink.launcher.submission;

import io.yarnflink.launcher.BadUsageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/** What can be said of a job JAR without running it. */
final class JobJar {

    /** Whether Flink's SQL libraries are shipped: {@code auto} (if the job refers to them), {@code always}, {@code never}. */
    static final String SQL_KEY = "yarnflink.sql.libraries";

    private static final byte[] TABLE_PACKAGE = "org/apache/flink/table/".getBytes(StandardCharsets.UTF_8);

    private JobJar() {}

    /**
     * Whether the job is to get Flink's SQL libraries: what {@value #SQL_KEY} says, else whether one of its own classes
     * refers to the table API. Connectors of Flink's that the JAR bundles refer to it too, for other jobs' sake: they do
     * not count.
     */
    static boolean wantsSql(Path jar, Map<String, String> configuration) throws BadUsageException {
        String wish = configuration.getOrDefault(SQL_KEY, "auto").strip().toLowerCase(Locale.ROOT);
        return switch (wish) {
            case "always" -> true;
            case "never" -> false;
            case "auto" -> refersToTables(jar);
            default ->
                throw new BadUsageException(
                        List.of("Expected auto, always or never for " + SQL_KEY + ", found '" + wish + "'"));
        };
    }

    private static boolean refersToTables(Path jar) {
        try (ZipInputStream entries = new ZipInputStream(new BufferedInputStream(Files.newInputStream(jar)))) {
            return refersToTables(entries);
        } catch (IOException e) {
            // Whoever opens the JAR to check it says so.
            return false;
        }
    }

    private static boolean refersToTables(ZipInputStream entries) throws IOException {
        for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
            String name = entry.getName();
            boolean found;
            if (name.startsWith("lib/") && name.endsWith(".jar")) {
                found = refersToTables(new ZipInputStream(entries));
            } else {
                found = name.endsWith(".class")
                        && !name.startsWith("org/apache/flink/")
                        && contains(entries.readAllBytes(), TABLE_PACKAGE);
            }
            if (found) {
                return true;
            }
        }
        return false;
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        int last = bytes.length - wanted.length;
        for (int start = 0; start <= last; start++) {
            if (Arrays.equals(bytes, start, start + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Looks for what would keep the job from starting.
     *
     * @param entryClass as the user gave it; empty for the manifest's
     * @return each problem in a sentence; empty if there is none
     */
    static List<String> problems(Path jar, Optional<String> entryClass) {
        if (!Files.isRegularFile(jar) || !Files.isReadable(jar)) {
            return List.of("Expected a readable job JAR at " + jar.toAbsolutePath() + ", found "
                    + (Files.exists(jar) ? "something else" : "nothing"));
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            List<String> problems = new ArrayList<>();
            Optional<String> entry = entryClass.or(() -> manifestEntry(file));
            if (entry.isEmpty()) {
                problems.add("Expected a main class in the manifest of " + jar.getFileName()
                        + ", found none: name it with --class");
            } else if (!holds(file, entry.get())) {
                problems.add("Expected the class " + entry.get() + " in " + jar.getFileName()
                        + ", found none of that name"
                        + (entryClass.isPresent() ? "" : "; its manifest names it") + ": name another with --class");
            }
            return problems;
        } catch (IOException e) {
            return List.of(
                    "Expected a JAR at " + jar.toAbsolutePath() + ", found a file that is none: " + e.getMessage());
        }
    }

    /** The class whose {@code main} is run; empty if neither the user nor the manifest names one, or there is no JAR. */
    static Optional<String> entryClass(Path jar, Optional<String> wanted) {
        if (wanted.isPresent()) {
            return wanted;
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            return manifestEntry(file);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> manifestEntry(JarFile file) {
        try {
            Manifest manifest = file.getManifest();
            if (manifest == null) {
                return Optional.empty();
            }
            Attributes attributes = manifest.getMainAttributes();
            // Flink's own name goes before Java's, as with Flink's client.
            return named(attributes.getValue("program-class")).or(() -> named(attributes.getValue("Main-Class")));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> named(@Nullable String value) {
        return Optional.ofNullable(value).map(String::strip).filter(name -> !name.isEmpty());
    }

    /** A JAR may carry libraries in {@code lib/}; a class in one of those cannot be seen from here. */
    private static boolean holds(JarFile file, String className) {
        return file.getEntry(className.replace('.', '/') + ".class") != null
                || file.stream()
                        .anyMatch(e ->
                                e.getName().startsWith("lib/") && e.getName().endsWith(".jar"));
    }
}
