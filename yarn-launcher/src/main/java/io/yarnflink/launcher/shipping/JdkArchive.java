package io.yarnflink.launcher.shipping;

import io.yarnflink.launcher.BadUsageException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A JDK packed as its vendors do: a tar file, compressed or not, with one folder that holds everything. */
final class JdkArchive {

    private static final String JAVA = "bin/java";

    private JdkArchive() {}

    /**
     * The folder within the archive that is the JDK's home; empty if {@code bin} is at the archive's root.
     *
     * @throws BadUsageException if it is no tar file or holds no {@code bin/java}
     */
    static String homeIn(Path archive) throws BadUsageException {
        String name = String.valueOf(archive.getFileName()).toLowerCase(Locale.ROOT);
        boolean compressed = name.endsWith(".gz") || name.endsWith(".tgz");
        if (!compressed && !name.endsWith(".tar")) {
            // Zip files would be unpacked without the right to execute anything.
            throw new BadUsageException(
                    "Expected a JDK as .tar.gz, .tgz or .tar for " + ShippingPlan.JDK_KEY + ", found " + archive, null);
        }
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                InputStream plain = compressed ? new GZIPInputStream(file) : file;
                ArchiveInputStream<? extends ArchiveEntry> entries = new TarArchiveInputStream(plain)) {
            for (ArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                String path = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
                if (path.equals(JAVA) || path.endsWith("/" + JAVA)) {
                    String folder = path.substring(0, path.length() - JAVA.length());
                    return folder.endsWith("/") ? folder.substring(0, folder.length() - 1) : folder;
                }
            }
        } catch (IOException e) {
            throw new BadUsageException("Expected a JDK's archive at " + archive + ": " + e.getMessage(), e);
        }
        throw new BadUsageException(
                "Expected a JDK for Linux in " + archive + " (" + ShippingPlan.JDK_KEY + "), found no " + JAVA
                        + " in it",
                null);
    }
}
