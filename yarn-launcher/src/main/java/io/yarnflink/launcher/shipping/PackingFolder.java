package io.yarnflink.launcher.shipping;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary folder in which folders become single files. Equal folders become equal files, whatever their times and
 * owners, so that the cache knows them again. Used by one thread at a time.
 */
public final class PackingFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PackingFolder.class);
    private static final int FILE_MODE = 0644;
    private static final int PROGRAM_MODE = 0755;

    private final Path folder;

    private PackingFolder(Path folder) {
        this.folder = folder;
    }

    /** Makes one that only this user may look into. */
    public static PackingFolder open() throws IOException {
        return new PackingFolder(Files.createTempDirectory("yarn-flink-shipping"));
    }

    /** Packs a folder's content; symbolic links become what they refer to. */
    Path pack(Path source) throws IOException {
        Path packed = Files.createTempFile(folder, "folder", ".tar");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(packed));
                TarArchiveOutputStream tar = new TarArchiveOutputStream(file, "UTF-8")) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
            for (Path path : content(source)) {
                add(tar, path, source.relativize(path).toString());
            }
        }
        return packed;
    }

    private static List<Path> content(Path source) throws IOException {
        try (Stream<Path> all = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
            return all.filter(path -> !path.equals(source)).sorted().toList();
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void add(TarArchiveOutputStream tar, Path path, String name) throws IOException {
        boolean isFolder = Files.isDirectory(path);
        TarArchiveEntry entry = new TarArchiveEntry(isFolder ? name + "/" : name);
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setMode(isFolder || Files.isExecutable(path) ? PROGRAM_MODE : FILE_MODE);
        if (!isFolder) {
            entry.setSize(Files.size(path));
        }
        tar.putArchiveEntry(entry);
        if (!isFolder) {
            Files.copy(path, tar);
        }
        tar.closeArchiveEntry();
    }

    /** Deletes what was packed. */
    @Override
    public void close() {
        try {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.deleteIfExists(file);
                }
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted", folder, e);
        }
    }
}
