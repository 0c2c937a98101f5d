package io.yarnflink.am.startup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Writes the client's settings of HDFS and YARN where Hadoop's classes look for them on the class path. Has to happen
 * before the first of Hadoop's configurations is made.
 *
 * <p>The settings may hold secrets: folder and files are the owner's alone.
 */
public final class SiteConfiguration {

    /**
     * The same content in each: Hadoop reads its defaults and sites alternately, so that a setting has to be in the site
     * that is read after its default.
     */
    private static final List<String> FILES = List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml");

    private static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE_MODE = PosixFilePermissions.fromString("rw-------");

    private SiteConfiguration() {}

    /**
     * Writes the files, in the place of those that are there.
     *
     * @param folder made if it is missing
     * @param settings names and values
     */
    public static void write(Path folder, Map<String, String> settings) throws IOException {
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER_MODE));
        Files.setPosixFilePermissions(folder, FOLDER_MODE);
        byte[] content = xml(settings).getBytes(StandardCharsets.UTF_8);
        for (String name : FILES) {
            Path file = folder.resolve(name);
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE_MODE));
            Files.write(file, content, StandardOpenOption.WRITE);
        }
    }

    private static String xml(Map<String, String> settings) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<configuration>\n");
        new TreeMap<>(settings)
                .forEach((name, value) -> xml.append("<property><name>")
                        .append(escape(name))
                        .append("</name><value>")
                        .append(escape(value))
                        .append("</value></property>\n"));
        return xml.append("</configuration>\n").toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\r", "&#13;");
    }
}
