package io.yarnflink.launcher.embedded;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Properties;

/**
 * What the process of an embedded cluster tells of itself, in a file.
 *
 * @param pid its process id
 * @param phase where it stands
 * @param fileSystem HDFS's address; empty until it is known
 * @param resourceManagerWeb host and port of the ResourceManager's web page; empty until it is known
 * @param problem why it failed; empty if it did not
 */
public record EmbeddedState(
        long pid, EmbeddedPhase phase, String fileSystem, String resourceManagerWeb, String problem) {

    static EmbeddedState of(EmbeddedPhase phase) {
        return new EmbeddedState(ProcessHandle.current().pid(), phase, "", "", "");
    }

    EmbeddedState at(EmbeddedPhase next) {
        return new EmbeddedState(pid, next, fileSystem, resourceManagerWeb, problem);
    }

    EmbeddedState reachable(String hdfs, String web) {
        return new EmbeddedState(pid, EmbeddedPhase.READY, hdfs, web, problem);
    }

    EmbeddedState failed(String why) {
        return new EmbeddedState(pid, EmbeddedPhase.FAILED, fileSystem, resourceManagerWeb, why);
    }

    /** Replaces the file as a whole, so that a reader sees the old or the new state. */
    void write(Path file) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("phase", phase.name());
        properties.setProperty("fileSystem", fileSystem);
        properties.setProperty("resourceManagerWeb", resourceManagerWeb);
        properties.setProperty("problem", problem);
        Path aside = file.resolveSibling(file.getFileName() + ".new");
        try (Writer out = Files.newBufferedWriter(aside)) {
            properties.store(out, null);
        }
        Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Empty if there is no such file or it is damaged. */
    static Optional<EmbeddedState> read(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
            return Optional.of(new EmbeddedState(
                    Long.parseLong(properties.getProperty("pid", "")),
                    EmbeddedPhase.valueOf(properties.getProperty("phase", "")),
                    properties.getProperty("fileSystem", ""),
                    properties.getProperty("resourceManagerWeb", ""),
                    properties.getProperty("problem", "")));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
