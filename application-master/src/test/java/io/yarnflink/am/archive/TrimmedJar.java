package io.yarnflink.am.archive;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Copies a JAR without native libraries for other machines than Linux on x86-64. Equal inputs give equal bytes. */
final class TrimmedJar {

    private static final String NATIVE = ".so";
    private static final String KEPT = "-linux64.so";

    private TrimmedJar() {}

    static void copy(Path jar, Path target, Instant time) throws IOException {
        // The zip format has no zone; without one, the bytes do not depend on where the build runs.
        LocalDateTime local = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        try (ZipInputStream in = new ZipInputStream(new BufferedInputStream(Files.newInputStream(jar)));
                ZipOutputStream out = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().endsWith(NATIVE) && !entry.getName().endsWith(KEPT)) {
                    continue;
                }
                ZipEntry copy = new ZipEntry(entry.getName());
                copy.setTimeLocal(local);
                out.putNextEntry(copy);
                in.transferTo(out);
                out.closeEntry();
            }
        }
    }
}
