package io.yarnflink.runtime.application;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The binary form of an {@link ApplicationDescriptor}: a version byte, then its components in order. */
final class DescriptorCodec {

    private static final int VERSION = 2;

    private DescriptorCodec() {}

    static byte[] encode(ApplicationDescriptor descriptor) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            writeString(out, descriptor.name());
            writeString(out, descriptor.entryClass().orElse(""));
            writeStrings(out, descriptor.programArguments());
            writeString(out, descriptor.jobJar());
            writeMap(out, descriptor.configuration());
            writeMap(out, descriptor.siteConfiguration());
            out.writeInt(descriptor.files().size());
            for (ShippedFile file : descriptor.files()) {
                writeFile(out, file);
            }
            writeString(out, descriptor.applicationFile());
            writeString(out, descriptor.logFolder().orElse(""));
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    static ApplicationDescriptor decode(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int version = in.readUnsignedByte();
            if (version != VERSION) {
                throw new IllegalArgumentException("Expected an application descriptor of version " + VERSION
                        + ", found version " + version + ": client and runtime archive are of different releases");
            }
            String name = readString(in);
            Optional<String> entryClass = Optional.of(readString(in)).filter(s -> !s.isEmpty());
            List<String> arguments = readStrings(in);
            String jobJar = readString(in);
            Map<String, String> configuration = readMap(in);
            Map<String, String> site = readMap(in);
            int count = in.readInt();
            List<ShippedFile> files = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                files.add(readFile(in));
            }
            String applicationFile = readString(in);
            Optional<String> logFolder = Optional.of(readString(in)).filter(s -> !s.isEmpty());
            return new ApplicationDescriptor(
                    name, entryClass, arguments, jobJar, configuration, site, files, applicationFile, logFolder);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The application descriptor of " + bytes.length + " bytes is damaged", e);
        }
    }

    private static void writeFile(DataOutputStream out, ShippedFile file) throws IOException {
        writeString(out, file.link());
        writeString(out, file.location().toString());
        out.writeLong(file.size());
        out.writeLong(file.modificationTime());
        out.writeBoolean(file.archive());
        out.writeBoolean(file.shared());
    }

    private static ShippedFile readFile(DataInputStream in) throws IOException {
        return new ShippedFile(
                readString(in),
                URI.create(readString(in)),
                in.readLong(),
                in.readLong(),
                in.readBoolean(),
                in.readBoolean());
    }

    private static void writeMap(DataOutputStream out, Map<String, String> map) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<String, String> entry : new TreeMap<>(map).entrySet()) {
            writeString(out, entry.getKey());
            writeString(out, entry.getValue());
        }
    }

    private static Map<String, String> readMap(DataInputStream in) throws IOException {
        int size = in.readInt();
        Map<String, String> map = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            map.put(readString(in), readString(in));
        }
        return map;
    }

    private static void writeStrings(DataOutputStream out, List<String> strings) throws IOException {
        out.writeInt(strings.size());
        for (String string : strings) {
            writeString(out, string);
        }
    }

    private static List<String> readStrings(DataInputStream in) throws IOException {
        int size = in.readInt();
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            strings.add(readString(in));
        }
        return strings;
    }

    private static void writeString(DataOutputStream out, String string) throws IOException {
        byte[] utf8 = string.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    private static String readString(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("A string of " + length + " bytes where " + in.available() + " bytes are left");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
