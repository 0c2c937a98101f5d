package io.yarnflink.am.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Writes a POSIX ustar archive whose bytes depend on nothing but names, contents and the given time: no owner, no
 * permissions of the build machine. Plain tar because it keeps modification times, which class-data sharing compares.
 */
final class TarWriter implements Closeable {

    private static final int BLOCK = 512;
    private static final int NAME_LENGTH = 100;

    private final OutputStream out;
    private final Instant time;

    TarWriter(OutputStream out, Instant time) {
        this.out = out;
        this.time = time;
    }

    /** Adds a folder; {@code name} ends with a slash. */
    void folder(String name) throws IOException {
        out.write(header(name, 0, '5', 0755));
    }

    /** Adds a regular file with the content of {@code source}. */
    void file(String name, Path source) throws IOException {
        long size = Files.size(source);
        out.write(header(name, size, '0', 0644));
        Files.copy(source, out);
        out.write(new byte[(int) ((BLOCK - size % BLOCK) % BLOCK)]);
    }

    @Override
    public void close() throws IOException {
        try (out) {
            out.write(new byte[2 * BLOCK]);
        }
    }

    private byte[] header(String name, long size, char type, int mode) {
        byte[] block = new byte[BLOCK];
        if (name.length() > NAME_LENGTH) {
            throw new IllegalArgumentException(
                    "Expected a name of at most " + NAME_LENGTH + " characters, found " + name);
        }
        text(block, 0, name);
        octal(block, 100, 8, mode);
        octal(block, 108, 8, 0);
        octal(block, 116, 8, 0);
        octal(block, 124, 12, size);
        octal(block, 136, 12, time.getEpochSecond());
        // The checksum counts its own field as blanks.
        text(block, 148, "        ");
        block[156] = (byte) type;
        text(block, 257, "ustar\00000");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        octal(block, 148, 7, sum);
        return block;
    }

    private static void octal(byte[] block, int offset, int length, long value) {
        String digits = Long.toOctalString(value);
        if (digits.length() > length - 1) {
            throw new IllegalArgumentException(value + " does not fit into " + (length - 1) + " octal digits");
        }
        text(block, offset, "0".repeat(length - 1 - digits.length()) + digits + '\0');
    }

    private static void text(byte[] block, int offset, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, offset, bytes.length);
    }
}
