package io.yarnflink.am.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lays out {@code yarn-flink-runtime.tar} and, beside it, {@code yarn-flink-runtime.properties}. Equal inputs give equal
 * bytes, because the archive's hash is its name in the cache on HDFS.
 *
 * <p>Arguments: the folder to write into, the folder of the libraries, the ApplicationMaster's own JAR, the containers'
 * logging configuration, the recorded list of the classes that containers load.
 */
final class RuntimeArchive {

    /** When everything in the archive was "modified"; any fixed time in the past serves. */
    private static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");

    /** The folder in a container's working folder that YARN unpacks the archive into. */
    private static final String LINK = "runtime";

    /** Libraries with code for several kinds of processor, of which containers get one. */
    private static final String NATIVE = "rocksdbjni-";

    private record Inputs(Path libraries, Path ownJar, Path loggingConfiguration, Path classList) {}

    private final Path root;
    private final Path output;

    private RuntimeArchive(Path output) {
        this.output = output;
        this.root = output.resolve(LINK);
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 5) {
            throw new IllegalArgumentException(
                    "Expected: output-folder libraries-folder own-jar logging-configuration class-list");
        }
        Inputs inputs = new Inputs(Path.of(args[1]), Path.of(args[2]), Path.of(args[3]), Path.of(args[4]));
        new RuntimeArchive(Path.of(args[0])).build(inputs);
    }

    private void build(Inputs inputs) throws IOException {
        Path lib = Files.createDirectories(root.resolve("lib"));
        clear(lib);
        List<Path> jars = jars(inputs.libraries(), inputs.ownJar());
        for (Path jar : jars) {
            Path copy = lib.resolve(fileName(jar));
            if (fileName(jar).startsWith(NATIVE)) {
                TrimmedJar.copy(jar, copy, TIME);
            } else {
                Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            stamp(copy);
        }
        String classPath =
                jars.stream().map(jar -> LINK + "/lib/" + fileName(jar)).collect(Collectors.joining(":"));
        Path logging = Files.createDirectories(root.resolve("conf")).resolve(fileName(inputs.loggingConfiguration()));
        stamp(Files.copy(inputs.loggingConfiguration(), logging, StandardCopyOption.REPLACE_EXISTING));
        stamp(Files.writeString(lib.resolve("classpath"), classPath + "\n"));
        Path sharedClasses = root.resolve("yarn-flink.jsa");
        new SharedClasses(output, sharedClasses).make(classPath, inputs.classList());
        stamp(sharedClasses);
        Path tar = output.resolve("yarn-flink-runtime.tar");
        writeTar(tar);
        writeProperties(tar, classPath);
    }

    /** Ours first, then Flink, then Hadoop, then the rest by name: an order that does not depend on the file system. */
    private static List<Path> jars(Path libraries, Path ownJar) throws IOException {
        try (Stream<Path> found = Files.list(libraries)) {
            return Stream.concat(
                            Stream.of(ownJar), found.filter(p -> p.toString().endsWith(".jar")))
                    .sorted(Comparator.comparingInt((Path jar) -> rank(fileName(jar)))
                            .thenComparing(RuntimeArchive::fileName))
                    .toList();
        }
    }

    private static int rank(String name) {
        List<String> order = List.of("yarn-flink-", "flink-", "hadoop-");
        for (int i = 0; i < order.size(); i++) {
            if (name.startsWith(order.get(i))) {
                return i;
            }
        }
        return order.size();
    }

    private void writeTar(Path tar) throws IOException {
        try (Stream<Path> found = Files.walk(root);
                TarWriter writer = new TarWriter(new BufferedOutputStream(Files.newOutputStream(tar)), TIME)) {
            for (Path path : found.filter(p -> !p.equals(root)).sorted().toList()) {
                String name = root.relativize(path).toString();
                if (Files.isDirectory(path)) {
                    writer.folder(name + "/");
                } else {
                    writer.file(name, path);
                }
            }
        }
    }

    private void writeProperties(Path tar, String classPath) throws IOException {
        List<String> lines = List.of(
                "sha256=" + sha256(tar),
                "size=" + Files.size(tar),
                "classpath=" + classPath,
                "shared.classes.jvm=" + SharedClasses.jvm());
        Files.write(output.resolve("yarn-flink-runtime.properties"), lines);
    }

    private static String sha256(Path file) throws IOException {
        try (DigestInputStream in =
                new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            byte[] buffer = new byte[1 << 16];
            while (in.read(buffer) >= 0) {
                // Reading feeds the digest.
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void clear(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            found.forEach(path -> {
                try {
                    Files.delete(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    private static void stamp(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(TIME));
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }
}
