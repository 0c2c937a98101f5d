package io.yarnflink.am.startup;

import io.yarnflink.runtime.application.ContainerCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Beginning and end of a process in a container. */
public final class ContainerProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ContainerProcess.class);
    private static final int SUPERSEDED = 4;
    private static final String HADOOP_USER = "HADOOP_USER_NAME";
    private static final Path PROCESS_STATUS = Path.of("/proc/self/status");
    private static final String PEAK_MEMORY = "VmHWM:";
    private static final Path MAPPED_FILES = Path.of("/proc/self/maps");

    private ContainerProcess() {}

    /**
     * Says what this process is, and lets Hadoop's classes know on whose behalf it runs. To be called before the first of
     * them is touched.
     *
     * @param name for people
     */
    public static void begin(String name, ContainerEnvironment container) {
        if (System.getenv(HADOOP_USER) == null) {
            // Counts only where there is no Kerberos.
            System.setProperty(HADOOP_USER, container.user());
        }
        // It makes the thread that runs at the end. Made later, by a task, that thread would inherit the loader of the
        // user's
        // classes, which is closed by then.
        ShutdownHookManager.get();
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, failure) -> LOG.error("Thread {} ended unexpectedly", thread.getName(), failure));
        LOG.info(
                "{} in container {} on {}, process {}, Java {}, shared class data {}",
                name,
                container.containerId(),
                container.host(),
                ProcessHandle.current().pid(),
                Runtime.version(),
                sharesClasses() ? "mapped" : "not mapped");
    }

    /** Ends the process. */
    public static void exit(int code) {
        LOG.info(
                "Exiting with code {} after {} ms of CPU time, with a peak memory of {}",
                code,
                ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis(),
                peakMemory());
        System.exit(code);
    }

    /**
     * Ends the process at once and runs nothing on the way out: another attempt leads the application, and what this one
     * still held is not its own any more.
     */
    public static void abandon(String why) {
        LOG.error("Exiting with code {}, touching nothing: {}", SUPERSEDED, why);
        Runtime.getRuntime().halt(SUPERSEDED);
    }

    /** What YARN's limit was nearest to; with its unit. */
    private static String peakMemory() {
        try (Stream<String> lines = Files.lines(PROCESS_STATUS)) {
            return lines.filter(line -> line.startsWith(PEAK_MEMORY))
                    .map(line -> line.substring(PEAK_MEMORY.length()).strip())
                    .findFirst()
                    .orElse("unknown size");
        } catch (IOException e) {
            return "unknown size";
        }
    }

    /** Whether the class-data-sharing archive is in use; the JVM itself goes on silently without. */
    private static boolean sharesClasses() {
        String name =
                Path.of(ContainerCommand.SHARED_CLASSES_FILE).getFileName().toString();
        try (Stream<String> lines = Files.lines(MAPPED_FILES)) {
            return lines.anyMatch(line -> line.endsWith(name));
        } catch (IOException e) {
            return false;
        }
    }
}
