package io.yarnflink.runtime.log;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;

/** The binary form of a {@link LogEntry}: a version byte, its components in order, and a checksum of all that. */
final class LogEntryCodec {

    private static final int VERSION = 3;

    private LogEntryCodec() {}

    static byte[] encode(LogEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeLong(entry.number());
            out.writeInt(entry.epoch());
            writeString(out, entry.writer());
            out.writeLong(entry.writtenAt());
            LogEventCodec.write(out, entry.event());
            writeApplication(out, entry.application());
            out.flush();
            out.writeLong(checksum(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static LogEntry decode(byte[] bytes) {
        int body = bytes.length - Long.BYTES;
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("Expected an entry of version " + VERSION + ", found version "
                        + version + ": it was written by another release");
            }
            requireIntact(bytes, body);
            return new LogEntry(
                    in.readLong(),
                    in.readInt(),
                    readString(in),
                    in.readLong(),
                    LogEventCodec.read(in),
                    readApplication(in));
        } catch (IOException e) {
            throw new IllegalArgumentException("The entry of " + bytes.length + " bytes is damaged", e);
        }
    }

    private static void requireIntact(byte[] bytes, int body) throws IOException {
        if (body < 1) {
            throw new IOException("It ends too early");
        }
        try (DataInputStream end = new DataInputStream(new ByteArrayInputStream(bytes, body, Long.BYTES))) {
            if (end.readLong() != checksum(Arrays.copyOf(bytes, body))) {
                throw new IOException("Its checksum is not that of its content");
            }
        }
    }

    private static long checksum(byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        return checksum.getValue();
    }

    private static void writeApplication(DataOutputStream out, LoggedApplication application) throws IOException {
        writeString(out, application.name());
        writeString(out, application.id());
        writeString(out, application.master());
        out.writeInt(application.attempt());
        out.writeInt(application.furthest());
        out.writeInt(application.jobs().size());
        for (LoggedJob job : application.jobs()) {
            writeJob(out, job);
        }
        out.writeBoolean(application.end().isPresent());
        if (application.end().isPresent()) {
            LogEventCodec.write(out, application.end().get());
        }
    }

    private static LoggedApplication readApplication(DataInputStream in) throws IOException {
        String name = readString(in);
        String id = readString(in);
        String master = readString(in);
        int attempt = in.readInt();
        int furthest = in.readInt();
        int count = in.readInt();
        List<LoggedJob> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(readJob(in));
        }
        Optional<LogEvent.ApplicationEnded> end =
                in.readBoolean() ? Optional.of((LogEvent.ApplicationEnded) LogEventCodec.read(in)) : Optional.empty();
        return new LoggedApplication(name, id, master, attempt, furthest, jobs, end);
    }

    private static void writeJob(DataOutputStream out, LoggedJob job) throws IOException {
        out.writeInt(job.ordinal());
        writeString(out, job.id());
        writeString(out, job.name());
        writeOptional(out, job.graph());
        LogEventCodec.writeCheckpoints(out, job.checkpoints());
        out.writeBoolean(job.end().isPresent());
        if (job.end().isPresent()) {
            LogEventCodec.writeEnd(out, job.end().get());
        }
    }

    private static LoggedJob readJob(DataInputStream in) throws IOException {
        int ordinal = in.readInt();
        String id = readString(in);
        String name = readString(in);
        Optional<String> graph = readOptional(in);
        List<LoggedCheckpoint> checkpoints = LogEventCodec.readCheckpoints(in);
        Optional<LoggedEnd> end = in.readBoolean() ? Optional.of(LogEventCodec.readEnd(in)) : Optional.empty();
        return new LoggedJob(ordinal, id, name, graph, checkpoints, end);
    }

    static void writeOptional(DataOutputStream out, Optional<String> text) throws IOException {
        out.writeBoolean(text.isPresent());
        if (text.isPresent()) {
            writeString(out, text.get());
        }
    }

    static Optional<String> readOptional(DataInputStream in) throws IOException {
        return in.readBoolean() ? Optional.of(readString(in)) : Optional.empty();
    }

    static void writeString(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    static String readString(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("A text of " + length + " bytes where " + in.available() + " bytes are left");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
