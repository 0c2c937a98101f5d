package io.yarnflink.launcher.local;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.installation.RuntimeArchive;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What containers run, unpacked on this machine: once for each release, together with a class-data-sharing archive for this
 * JVM build. The archive that containers get holds only for their class path, which is relative.
 *
 * @param folder where it lies
 * @param classPath absolute paths
 */
record LocalRuntime(Path folder, List<Path> classPath) {

    private static final Logger LOG = LoggerFactory.getLogger(LocalRuntime.class);
    private static final String CONTAINERS_SHARED_CLASSES = "yarn-flink.jsa";
    private static final int HASH_DIGITS = 12;

    /** Whether a release is unpacked already. */
    static boolean isReady(LocalFolder places, RuntimeArchive archive) {
        return Files.isDirectory(places.runtime(release(archive)));
    }

    /** Unpacks it unless it is there. */
    static LocalRuntime of(LocalFolder places, RuntimeArchive archive) throws BadUsageException {
        Path folder = places.runtime(release(archive));
        try {
            if (!Files.isDirectory(folder)) {
                unpack(archive.content().file(), folder, places);
            }
        } catch (IOException e) {
            throw new BadUsageException(
                    "Expected to unpack the runtime into " + folder + ": " + e.getMessage()
                            + "; XDG_STATE_HOME names another place",
                    e);
        }
        List<Path> classPath = Stream.of(archive.classPath().split(":", -1))
                .map(entry -> folder.resolve(entry.substring(entry.indexOf('/') + 1)))
                .toList();
        return new LocalRuntime(folder, classPath);
    }

    private static String release(RuntimeArchive archive) {
        return archive.content().hash().toString().substring(0, HASH_DIGITS);
    }

    /** Appears whole or not at all, whoever else does the same at the same time. */
    private static void unpack(Path archive, Path folder, LocalFolder places) throws IOException {
        Path fresh = Files.createTempDirectory(places.make(places.root()), "unpacking-");
        try {
            try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                    TarArchiveInputStream tar = new TarArchiveInputStream(file)) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    Path target = fresh.resolve(entry.getName()).normalize();
                    if (entry.isDirectory()) {
                        Files.createDirectories(target);
                    } else if (!entry.getName().equals(CONTAINERS_SHARED_CLASSES) && target.startsWith(fresh)) {
                        Files.createDirectories(target.getParent());
                        Files.copy(tar, target);
                    }
                }
            }
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            LOG.debug("Another process has unpacked {} meanwhile", folder, e);
        } finally {
            LocalFolder.delete(fresh);
        }
    }

    /** The class path in one line. */
    String classPathLine() {
        return classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /**
     * The archive of shared class data for this JVM build; made if there is none. Without it everything is only slower.
     *
     * @param java the JVM
     * @param classList as {@code -XX:DumpLoadedClassList} writes it
     */
    Optional<Path> sharedClasses(Path java, Path classList) throws InterruptedException {
        Path shared = sharedClassesFile();
        if (Files.isRegularFile(shared) || !Files.isRegularFile(classList)) {
            return Optional.of(shared).filter(Files::isRegularFile);
        }
        Path fresh = folder.resolve("making-" + ProcessHandle.current().pid() + ".jsa");
        try {
            Process dump = new ProcessBuilder(
                            java.toString(),
                            "-Xshare:dump",
                            "-XX:SharedClassListFile=" + classList,
                            "-XX:SharedArchiveFile=" + fresh,
                            "-cp",
                            classPathLine())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (dump.waitFor() == 0) {
                Files.move(fresh, shared, StandardCopyOption.ATOMIC_MOVE);
            }
            Files.deleteIfExists(fresh);
        } catch (IOException e) {
            LOG.info("Class data are not shared", e);
        }
        return Optional.of(shared).filter(Files::isRegularFile);
    }

    /** Whether nothing is to be made before the first start. */
    boolean sharesClasses() {
        return Files.isRegularFile(sharedClassesFile());
    }

    private Path sharedClassesFile() {
        String jvm = System.getProperty("java.vm.name") + "-" + System.getProperty("java.vm.version");
        return folder.resolve("classes-" + jvm.replaceAll("[^A-Za-z0-9.+-]", "_") + ".jsa");
    }
}
