package io.yarnflink.launcher.embedded;

import io.yarnflink.runtime.time.Clock;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Starts, finds and stops an embedded cluster that runs in a process of its own and outlives its starter. At most one
 * runs in a folder.
 *
 * <p>Used by one thread, which blocks while it waits.
 */
public final class EmbeddedProcess {

    private static final Duration START_PATIENCE = Duration.ofMinutes(2);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(40);
    private static final long LOOK_EVERY_MILLIS = 50;
    private static final int LINES_OF_OUTPUT = 15;

    private final EmbeddedFolder folder;
    private final Clock clock;

    public EmbeddedProcess(EmbeddedFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** Where the cluster keeps its things. */
    public EmbeddedFolder folder() {
        return folder;
    }

    /** The living cluster's state; empty if none runs in the folder. */
    public Optional<EmbeddedState> find() throws EmbeddedException {
        try {
            return FolderLock.isHeld(folder.lock()) ? EmbeddedState.read(folder.state()) : Optional.empty();
        } catch (IOException e) {
            throw new EmbeddedException("Could not look into " + folder.root() + ": " + e, e);
        }
    }

    /**
     * Starts a cluster unless one runs, and returns when it is ready.
     *
     * @param options its folder must be this one's
     * @param classPath entries that hold this class, Hadoop's mini clusters and what they need
     * @param progress is told of the state whenever it changes
     * @throws EmbeddedException if it does not become ready; its process has ended by then, unless it was not ours
     */
    public EmbeddedState start(EmbeddedOptions options, List<String> classPath, Consumer<EmbeddedState> progress)
            throws EmbeddedException {
        Optional<EmbeddedState> living = find();
        if (living.isPresent() && living.get().phase() != EmbeddedPhase.STOPPING) {
            return awaitReady(Optional.empty(), progress);
        }
        if (living.isPresent()) {
            awaitEnd(living.get().pid());
        }
        try {
            folder.create();
            OptionsFile.write(options, folder.options());
            Files.deleteIfExists(folder.state());
            Files.deleteIfExists(folder.stopRequest());
            Files.deleteIfExists(folder.restartRequest());
            Process process = launch(classPath);
            return awaitReady(Optional.of(process), progress);
        } catch (IOException e) {
            throw new EmbeddedException("Could not start the embedded cluster in " + folder.root() + ": " + e, e);
        }
    }

    private Process launch(List<String> classPath) throws IOException {
        List<String> command = new ArrayList<>();
        // A session of its own, so that neither Ctrl-C nor a closed terminal reaches the cluster.
        command.addAll(List.of(
                "/bin/sh",
                "-c",
                "if command -v setsid >/dev/null; then exec setsid \"$@\"; else trap '' INT HUP; exec \"$@\"; fi",
                "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(EmbeddedJvm.OPENS);
        command.addAll(EmbeddedJvm.OPTIONS);
        command.add("-Dyarnflink.embedded.log=" + folder.log());
        command.addAll(List.of("-cp", String.join(File.pathSeparator, classPath)));
        command.add(EmbeddedMain.class.getName());
        command.add(folder.root().toString());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.output().toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // The cluster must not read another cluster's settings, nor hand them to containers.
        builder.environment().keySet().removeIf(name -> name.startsWith("HADOOP_") || name.startsWith("YARN_"));
        return builder.start();
    }

    private EmbeddedState awaitReady(Optional<Process> started, Consumer<EmbeddedState> progress)
            throws EmbeddedException {
        long deadline = clock.monotonicMillis() + START_PATIENCE.toMillis();
        Optional<EmbeddedState> last = Optional.empty();
        while (clock.monotonicMillis() < deadline) {
            Optional<EmbeddedState> state = EmbeddedState.read(folder.state());
            if (!state.equals(last)) {
                state.ifPresent(progress);
                last = state;
            }
            if (state.isPresent() && state.get().phase() == EmbeddedPhase.READY) {
                return state.get();
            }
            boolean gone = started.isPresent() ? !started.get().isAlive() : find().isEmpty();
            if (gone || (state.isPresent() && state.get().phase() == EmbeddedPhase.FAILED)) {
                throw new EmbeddedException(whyNot(EmbeddedState.read(folder.state())));
            }
            pause();
        }
        started.ifPresent(process -> process.toHandle().destroy());
        throw new EmbeddedException("Expected the embedded cluster to be ready within " + START_PATIENCE.toSeconds()
                + " s, but it was at \""
                + last.map(s -> s.phase().description()).orElse("nothing yet")
                + "\". Look into " + folder.log());
    }

    private String whyNot(Optional<EmbeddedState> state) {
        String problem =
                state.map(EmbeddedState::problem).filter(s -> !s.isEmpty()).orElseGet(this::endOfOutput);
        return "The embedded cluster did not start: " + problem + "\nLook into " + folder.log()
                + "; start again with another --dir if the folder is damaged";
    }

    private String endOfOutput() {
        try (Stream<String> lines = Files.lines(folder.output())) {
            List<String> all = lines.toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - LINES_OF_OUTPUT), all.size()));
        } catch (IOException e) {
            return "its process ended and left no output";
        }
    }

    /**
     * Stops the cluster and all container processes; returns when none is left.
     *
     * @return the process id of what was stopped; empty if nothing ran
     */
    public Optional<Long> stop() throws EmbeddedException {
        Optional<EmbeddedState> living = find();
        if (living.isPresent()) {
            try {
                Files.writeString(folder.stopRequest(), "");
            } catch (IOException e) {
                throw new EmbeddedException("Could not write to " + folder.root() + ": " + e, e);
            }
            awaitEnd(living.get().pid());
        }
        ContainerProcesses.under(folder.yarn()).kill();
        return living.map(EmbeddedState::pid);
    }

    /**
     * Restarts a NodeManager of the living cluster, which ends the containers on its node; returns when that has
     * happened. For trying out what applications make of it.
     *
     * @param node the node's id, as in {@code localhost:34567}
     */
    public void restartNodeManager(String node) throws EmbeddedException {
        try {
            Path aside = folder.restartRequest().resolveSibling("restart-requested.new");
            Files.writeString(aside, node);
            Files.move(aside, folder.restartRequest(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new EmbeddedException("Could not write to " + folder.root() + ": " + e, e);
        }
        while (Files.exists(folder.restartRequest())) {
            if (find().isEmpty()) {
                throw new EmbeddedException("Expected an embedded cluster in " + folder.root()
                        + " to restart a node of, found none; start one first");
            }
            pause();
        }
    }

    /** Waits for a cluster that has been asked to stop, and kills its process if it does not. */
    private void awaitEnd(long pid) throws EmbeddedException {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        long deadline = clock.monotonicMillis() + STOP_PATIENCE.toMillis();
        while (process.isPresent() && process.get().isAlive()) {
            boolean late = clock.monotonicMillis() > deadline;
            // Only while it holds the folder's lock is it certain that the id is still the cluster's.
            if (late && find().filter(state -> state.pid() == pid).isPresent()) {
                process.get().destroyForcibly();
            }
            pause();
        }
    }

    private static void pause() throws EmbeddedException {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedException("Interrupted while waiting for the embedded cluster", e);
        }
    }
}
