package io.yarnflink.launcher.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The container processes of an embedded cluster. They are known by their working folder, which lies under the
 * cluster's: that holds even for those whose NodeManager was killed, and for nobody else's process.
 *
 * @param processes as found at one moment
 */
record ContainerProcesses(List<ProcessHandle> processes) {

    private static final int PATIENCE_SECONDS = 10;

    /** Processes of this user's that work under a folder; empty where the system has no {@code /proc}. */
    static ContainerProcesses under(Path folder) {
        Path real;
        try {
            real = folder.toRealPath();
        } catch (IOException e) {
            return new ContainerProcesses(List.of());
        }
        long self = ProcessHandle.current().pid();
        return new ContainerProcesses(ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self && worksUnder(process, real))
                .toList());
    }

    private static boolean worksUnder(ProcessHandle process, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .startsWith(folder);
        } catch (IOException | UnsupportedOperationException | SecurityException e) {
            return false; // somebody else's, or gone by now
        }
    }

    /** Kills them all and waits until they are gone; returns how many there were. */
    int kill() {
        processes.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        return processes.size();
    }
}
