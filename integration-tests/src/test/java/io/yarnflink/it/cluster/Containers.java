package io.yarnflink.it.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.awaitility.Awaitility;

/** The processes that run in an application's containers, as the operating system shows them. */
public final class Containers {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String APPLICATION_MASTER = "io.yarnflink.am.ApplicationMasterMain";
    private static final String TASK_MANAGER = "io.yarnflink.am.TaskManagerMain";

    private Containers() {}

    /** Process of the application's ApplicationMaster. */
    public static ProcessHandle applicationMaster(ApplicationId application) {
        return only(application, APPLICATION_MASTER);
    }

    /** Kills the application's ApplicationMaster as {@code kill -9} does, if one runs; tells whether one did. */
    public static boolean killApplicationMaster(ApplicationId application) {
        List<ProcessHandle> running = javaProcesses(application, APPLICATION_MASTER);
        running.forEach(ProcessHandle::destroyForcibly);
        return !running.isEmpty();
    }

    /** Processes of the application's TaskManagers. */
    public static List<ProcessHandle> taskManagers(ApplicationId application) {
        return javaProcesses(application, TASK_MANAGER);
    }

    /**
     * Kills one of the application's TaskManagers as {@code kill -9} does; waits for one if there is none.
     *
     * @param random says which
     */
    public static void killTaskManager(ApplicationId application, Random random) {
        Awaitility.await("a TaskManager of " + application)
                .atMost(PATIENCE)
                .until(() -> !taskManagers(application).isEmpty());
        List<ProcessHandle> running = taskManagers(application);
        if (!running.isEmpty()) {
            running.get(random.nextInt(running.size())).destroyForcibly();
        }
    }

    /** Stops a process as {@code kill -STOP} does: nothing of it happens any more, and its connections stay open. */
    public static void stop(ProcessHandle process) throws IOException {
        signal(process, "STOP");
    }

    /** Lets a process go on that was {@linkplain #stop stopped}. */
    public static void goOn(ProcessHandle process) throws IOException {
        signal(process, "CONT");
    }

    /** Sends a signal by its name without the beginning. */
    static void signal(ProcessHandle process, String signal) throws IOException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (kill.onExit().join().exitValue() != 0) {
            throw new IOException("Expected to send " + signal + " to process " + process.pid() + ", but kill failed");
        }
    }

    /** Whether a process is there; one that has ended is not, also if nobody has asked for its exit code yet. */
    public static boolean runs(ProcessHandle process) {
        return commandLine(process).filter(line -> !line.isEmpty()).isPresent();
    }

    /** The most memory that one of the application's TaskManagers has had resident so far, in KiB; 0 if none runs. */
    public static long mostMemory(ApplicationId application) {
        return taskManagers(application).stream()
                .flatMap(process -> status(process).lines())
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .max()
                .orElse(0);
    }

    private static String status(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"));
        } catch (IOException e) {
            return "";
        }
    }

    /** Waits until no process of the application runs. */
    public static void awaitNone(ApplicationId application) {
        Awaitility.await("the end of all processes of " + application)
                .atMost(PATIENCE)
                .until(() -> javaProcesses(application, "").isEmpty());
    }

    private static ProcessHandle only(ApplicationId application, String mainClass) {
        List<ProcessHandle> found = javaProcesses(application, mainClass);
        if (found.size() != 1) {
            throw new AssertionError("Expected one " + mainClass + " of " + application + ", found " + found);
        }
        return found.get(0);
    }

    private static List<ProcessHandle> javaProcesses(ApplicationId application, String mainClass) {
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    Optional<String> command = commandLine(process);
                    return command.isPresent()
                            && command.get().split("\0", 2)[0].endsWith("java")
                            && command.get().contains(application.toString())
                            && command.get().contains(mainClass);
                })
                .toList();
    }

    private static Optional<String> commandLine(ProcessHandle process) {
        try {
            return Optional.of(Files.readString(
                    Path.of("/proc", Long.toString(process.pid()), "cmdline"), StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
