package io.yarnflink.launcher.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The process that a cluster belongs to and does not outlive. Its id may go to another process later, which is not it. */
final class Owner {

    private static final String ENDED = "ZX";

    private final boolean any;
    private final Optional<ProcessHandle> process;

    private Owner(boolean any, Optional<ProcessHandle> process) {
        this.any = any;
        this.process = process;
    }

    /** @param pid empty for a cluster that belongs to nobody */
    static Owner of(OptionalLong pid) {
        return new Owner(pid.isPresent(), pid.isPresent() ? ProcessHandle.of(pid.getAsLong()) : Optional.empty());
    }

    /** Whether there was one, and it has ended. */
    boolean isGone() {
        return any
                && process.filter(ProcessHandle::isAlive)
                        .filter(owner -> !hasOnlyToBeReaped(owner.pid()))
                        .isEmpty();
    }

    /** Who has ended shows as alive until its parent has asked how, which some parents never do. */
    private static boolean hasOnlyToBeReaped(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            // Behind the program's name, which stands in parentheses and may hold some.
            int state = stat.lastIndexOf(") ") + 2;
            return ENDED.indexOf(stat.charAt(state)) >= 0;
        } catch (IOException e) {
            return false; // gone by now, or a system without /proc
        }
    }
}
