package io.yarnflink.launcher.local;

import io.yarnflink.launcher.configuration.JvmFlags;
import io.yarnflink.runtime.application.ContainerCommand;
import io.yarnflink.runtime.application.LocalHandover;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JVM that a local application runs in. It writes to this process's streams. Its standard input is our end of the
 * line: closing it says that nobody follows any more. Thread-safe.
 */
final class LocalProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalProcess.class);
    private static final String LOG_NAME = "local";
    private static final long LOOK_MILLIS = 5;
    private static final long PATIENCE_SECONDS = 40;

    private final Process process;
    private final Path folder;
    private final Path logs;

    private LocalProcess(Process process, Path folder, Path logs) {
        this.process = process;
        this.folder = folder;
        this.logs = logs;
    }

    static LocalProcess start(LocalPlan plan, LocalRuntime runtime, Optional<Path> sharedClasses, LocalFolder places)
            throws IOException {
        Path folder = places.run();
        Path logs = places.log();
        ProcessBuilder builder = new ProcessBuilder(command(plan, runtime, sharedClasses, folder, logs))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(plan.environment());
        return new LocalProcess(builder.start(), folder, logs);
    }

    private static List<String> command(
            LocalPlan plan, LocalRuntime runtime, Optional<Path> sharedClasses, Path folder, Path logs) {
        List<String> command = new ArrayList<>();
        command.add(LocalPlan.java(plan.javaHome()).toString());
        List<String> jvmFlags = JvmFlags.of(plan.descriptor().configuration());
        sharedClasses.ifPresent(archive -> command.addAll(ContainerCommand.sharing(archive.toString(), jvmFlags)));
        command.addAll(ContainerCommand.opens());
        command.add("-Dlog4j2.configurationFile=" + plan.logging());
        command.add("-D" + ContainerCommand.LOG_DIRECTORY_PROPERTY + "=" + logs);
        command.add("-D" + ContainerCommand.LOG_NAME_PROPERTY + "=" + LOG_NAME);
        command.addAll(jvmFlags);
        List<String> classPath = new ArrayList<>(List.of(runtime.classPathLine()));
        classPath.addAll(plan.classPath());
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
        command.addAll(List.of(LocalHandover.MAIN_CLASS, folder.toString()));
        return command;
    }

    void handOver(LocalHandover handover) throws IOException {
        handover.write(process.getOutputStream());
    }

    /** Waits until the process says where its control server listens; empty if it ends before. */
    Optional<InetSocketAddress> address() throws IOException, InterruptedException {
        Path file = folder.resolve(LocalHandover.ADDRESS_FILE);
        while (!Files.isRegularFile(file)) {
            if (process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                return Optional.empty();
            }
        }
        String address = Files.readString(file).strip();
        int colon = address.lastIndexOf(':');
        return Optional.of(
                new InetSocketAddress(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Its exit code, once it has ended. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** What it logs. */
    Path log() {
        return logs.resolve(LOG_NAME + ".log");
    }

    void forgetLog() {
        delete(logs);
    }

    /** Nobody follows any more; an application that has not ended is cancelled. */
    void hangUp() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            LOG.debug("The process had closed its end before", e);
        }
    }

    /** Whether it has ended within the time that ending may take. */
    boolean awaitEnd() throws InterruptedException {
        return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    /** Ends it, and removes what went with it. */
    @Override
    public void close() {
        hangUp();
        try {
            if (!awaitEnd()) {
                LOG.warn("Process {} has not ended within {} s; killing it", process.pid(), PATIENCE_SECONDS);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        delete(folder);
    }

    private static void delete(Path folder) {
        try {
            LocalFolder.delete(folder);
        } catch (IOException e) {
            LOG.warn("{} could not be deleted", folder, e);
        }
    }
}
