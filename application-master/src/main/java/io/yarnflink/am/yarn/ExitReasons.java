package io.yarnflink.am.yarn;

import io.yarnflink.am.worker.ContainerEnd;
import io.yarnflink.am.worker.ContainerEnd.Origin;
import io.yarnflink.runtime.application.JavaTrouble;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.yarn.api.records.ContainerExitStatus;

/** What a container's exit status means, in plain words and with what to do about it. */
final class ExitReasons {

    private static final int SIGNAL_BASE = 128;
    private static final int SIGTERM = 15;
    private static final int SIGKILL = 9;
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int DIAGNOSTICS_LIMIT = 1_000;
    private static final Pattern TIMESTAMP = Pattern.compile("^\\[\\d{4}-[^\\]]*]");
    private static final List<String> COMMONPLACES = List.of(
            "Exception from container-launch",
            "Container id:",
            "Exit code:",
            "Container exited with a non-zero exit code",
            "Container killed on request. Exit code is",
            "Killed by external signal",
            "Last 4096 bytes of ");

    private ExitReasons() {}

    /**
     * @param status YARN's exit status, or the process's exit code
     * @param diagnostics what YARN says about it; may be empty
     * @param host where the container was
     * @param processMegabytes what the container was granted
     */
    static ContainerEnd of(int status, String diagnostics, String host, int processMegabytes) {
        String where = " on " + host;
        return switch (status) {
            case ContainerExitStatus.SUCCESS ->
                new ContainerEnd("its process" + where + " ended by itself with code 0", Origin.ORDERLY);
            case ContainerExitStatus.KILLED_EXCEEDED_PMEM ->
                ours(overLimit("physical", where, processMegabytes), diagnostics);
            case ContainerExitStatus.KILLED_EXCEEDED_VMEM ->
                ours(
                        overLimit("virtual", where, processMegabytes)
                                + ", or switch yarn.nodemanager.vmem-check-enabled off on the nodes",
                        diagnostics);
            case ContainerExitStatus.ABORTED ->
                clusters("YARN took it away" + where + ": the node was lost or decommissioned", diagnostics);
            case ContainerExitStatus.DISKS_FAILED -> clusters("too many disks failed" + where, diagnostics);
            case ContainerExitStatus.PREEMPTED ->
                clusters("YARN preempted it" + where + " for a queue that is owed resources", diagnostics);
            case ContainerExitStatus.KILLED_BY_RESOURCEMANAGER, ContainerExitStatus.KILLED_BY_CONTAINER_SCHEDULER ->
                clusters("YARN ended it" + where, diagnostics);
            case ContainerExitStatus.KILLED_BY_APPMASTER ->
                new ContainerEnd("it was stopped" + where + " on our own request", Origin.REQUEST);
            case ContainerExitStatus.KILLED_FOR_EXCESS_LOGS ->
                ours("YARN killed it" + where + " because its logs grew beyond the cluster's limit", diagnostics);
            case ContainerExitStatus.INVALID -> ours("it could not be launched" + where, diagnostics);
            case NOT_FOUND, NOT_EXECUTABLE ->
                ours(
                        "no Java could be run" + where + " (exit code " + status + "): let env.java.home name a JDK 17"
                                + " that lies on the nodes",
                        diagnostics);
            default ->
                ours(
                        byExitCode(status)
                                + where
                                + JavaTrouble.explain(diagnostics)
                                        .map(trouble -> "; " + trouble)
                                        .orElse(""),
                        diagnostics);
        };
    }

    private static String overLimit(String kind, String where, int processMegabytes) {
        return "YARN killed it" + where + " because it used more " + kind + " memory than its " + processMegabytes
                + " MB: raise taskmanager.memory.process.size, to " + suggestion(processMegabytes) + "m for a try";
    }

    /** Half as much again, in steps that people would choose. */
    private static int suggestion(int processMegabytes) {
        int step = 128;
        return (processMegabytes * 3 / 2 + step - 1) / step * step;
    }

    private static String byExitCode(int status) {
        return switch (status - SIGNAL_BASE) {
            case SIGKILL ->
                "its process was killed with SIGKILL (exit code 137), by the kernel for want of memory or by hand";
            case SIGTERM -> "its process was told to end with SIGTERM (exit code 143)";
            default -> "its process ended with exit code " + status;
        };
    }

    /** What is left when what YARN says of every failed container, and says several times, is taken away. */
    static String essence(String diagnostics) {
        return diagnostics
                .lines()
                .map(line -> TIMESTAMP.matcher(line).replaceFirst("").strip())
                .filter(line -> !line.isEmpty() && COMMONPLACES.stream().noneMatch(line::startsWith))
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    private static ContainerEnd ours(String reason, String diagnostics) {
        return new ContainerEnd(reason + said(diagnostics), Origin.PROCESS);
    }

    private static ContainerEnd clusters(String reason, String diagnostics) {
        return new ContainerEnd(reason + said(diagnostics), Origin.CLUSTER);
    }

    private static String said(String diagnostics) {
        String text = essence(diagnostics);
        if (text.isEmpty()) {
            return "";
        }
        return "; YARN says: "
                + (text.length() <= DIAGNOSTICS_LIMIT ? text : text.substring(0, DIAGNOSTICS_LIMIT) + "...");
    }
}
