package io.yarnflink.runtime.processes;

import io.yarnflink.runtime.application.WorkerId;
import io.yarnflink.runtime.jobmanager.WorkerProvider;
import io.yarnflink.runtime.security.ApplicationIdentity;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** TaskManagers as JVMs of their own. Thread-safe. */
final class ProcessWorkers implements WorkerProvider, AutoCloseable {

    private final ApplicationIdentity identity;
    private final Path folder;
    private final Map<WorkerId, Process> running = new TreeMap<>();
    private int port;
    private int started;

    ProcessWorkers(ApplicationIdentity identity, Path folder) {
        this.identity = identity;
        this.folder = folder;
    }

    /** Where the JobManager listens; must be known before workers are wanted. */
    synchronized void jobManagerPort(int known) {
        port = known;
    }

    @Override
    public synchronized void setTarget(int workers) {
        running.values().removeIf(process -> !process.isAlive());
        while (running.size() < workers) {
            started++;
            WorkerId id = new WorkerId(String.format("worker-%04d", started));
            running.put(id, start(id));
        }
        target = workers;
    }

    private int target;

    @Override
    public synchronized void release(WorkerId worker, String reason) {
        Process process = running.remove(worker);
        if (process != null) {
            process.destroyForcibly();
        }
        setTarget(target);
    }

    /** Kills a worker with SIGKILL; it is replaced when the JobManager notices. */
    synchronized void kill(WorkerId worker) {
        Process process = running.get(worker);
        if (process == null) {
            throw new IllegalArgumentException(worker + " does not run; running are " + running.keySet());
        }
        process.destroyForcibly();
    }

    synchronized List<WorkerId> workers() {
        return new ArrayList<>(running.keySet());
    }

    private Process start(WorkerId id) {
        try {
            Path own = Files.createDirectories(folder.resolve(id.value()));
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx160m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            TaskManagerProcess.class.getName(),
                            id.value(),
                            Integer.toString(port),
                            own.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(new File(own.toFile(), "out"))
                    .start();
            try (OutputStream stdin = process.getOutputStream()) {
                stdin.write(identity.encode());
            }
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException("Expected to start a JVM for " + id, e);
        }
    }

    /** Waits until all have ended by themselves; those that do not are killed and told. */
    List<WorkerId> awaitEnd(long seconds) throws InterruptedException {
        List<WorkerId> survivors = new ArrayList<>();
        for (Map.Entry<WorkerId, Process> entry : running.entrySet()) {
            if (!entry.getValue().waitFor(seconds, TimeUnit.SECONDS)) {
                survivors.add(entry.getKey());
            }
        }
        return survivors;
    }

    @Override
    public synchronized void close() {
        running.values().forEach(Process::destroyForcibly);
    }
}
