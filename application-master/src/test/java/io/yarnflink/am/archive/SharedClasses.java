package io.yarnflink.am.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes the class-data-sharing archive of the containers: the classes of a recorded list, parsed and verified once at
 * build time instead of at every start. It holds only for this very JVM build, this class path as it is written, and
 * JARs of these sizes and modification times; any other JVM ignores it.
 *
 * <p>A JVM does not write the same archive twice, byte for byte, so one whose inputs have not changed is kept.
 */
final class SharedClasses {

    private static final long PATIENCE_MINUTES = 5;

    private final Path folder;
    private final Path archive;
    private final Path output;

    /**
     * @param folder what entries of the class path are relative to
     * @param archive the file to make
     */
    SharedClasses(Path folder, Path archive) {
        this.folder = folder;
        this.archive = archive;
        this.output = folder.resolve("shared-classes.log");
    }

    /** The JVM build that archives made by this process hold for. */
    static String jvm() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    }

    /**
     * Makes the archive, unless it exists and was made of the same.
     *
     * @param classPath entries relative to the folder, separated by colons
     * @param classList the recorded list, as {@code -XX:DumpLoadedClassList} writes it
     */
    void make(String classPath, Path classList) throws IOException {
        Path keyFile = folder.resolve("shared-classes.key");
        String key = key(classPath, classList);
        if (Files.exists(archive)
                && Files.exists(keyFile)
                && Files.readString(keyFile).equals(key)) {
            return;
        }
        Files.deleteIfExists(archive);
        run(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xshare:dump",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:SharedClassListFile=" + classList.toAbsolutePath(),
                "-XX:SharedArchiveFile=" + archive.toAbsolutePath(),
                "-cp",
                classPath));
        Files.writeString(keyFile, key);
    }

    private void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            if (!ended || process.exitValue() != 0 || !Files.exists(archive)) {
                process.destroyForcibly();
                throw new IOException("Expected the JVM to write " + archive + ", but it did not; see " + output);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while the JVM wrote " + archive, e);
        }
    }

    private String key(String classPath, Path classList) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
        digest.update((jvm() + "\n" + classPath + "\n").getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(classList));
        for (Path jar : Stream.of(classPath.split(":", -1)).map(folder::resolve).toList()) {
            digest.update(Files.readAllBytes(jar));
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
