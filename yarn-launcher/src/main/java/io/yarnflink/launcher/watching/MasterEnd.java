package io.yarnflink.launcher.watching;

import io.yarnflink.runtime.application.JavaTrouble;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What YARN says of an ApplicationMaster that could not speak for itself, with what to do about it first. Pure. */
final class MasterEnd {

    private static final Pattern EXIT_CODE = Pattern.compile("exited with\\s+exitCode: (-?\\d+)");
    private static final Pattern MEMORY_LIMIT =
            Pattern.compile("of (\\d+(?:\\.\\d+)?) (MB|GB) (physical|virtual) memory used");
    private static final String DISKS_FAILED = "-101";
    private static final String OVER_PHYSICAL_MEMORY = "-104";
    private static final String OVER_VIRTUAL_MEMORY = "-103";
    private static final String NOT_EXECUTABLE = "126";
    private static final String NOT_FOUND = "127";
    private static final int STEP_MEGABYTES = 128;
    private static final int MEGABYTES_PER_GIGABYTE = 1024;

    private MasterEnd() {}

    /** YARN's words, behind ours where they help. */
    static String explained(String diagnostics) {
        return explanation(diagnostics)
                .map(text -> "The ApplicationMaster did not come up or was killed: " + text + "\n" + diagnostics)
                .orElse(diagnostics);
    }

    private static Optional<String> explanation(String diagnostics) {
        Optional<String> java = JavaTrouble.explain(diagnostics);
        if (java.isPresent()) {
            return java;
        }
        Matcher code = EXIT_CODE.matcher(diagnostics);
        return code.find() ? byExitCode(code.group(1), diagnostics) : Optional.empty();
    }

    private static Optional<String> byExitCode(String code, String diagnostics) {
        return switch (code) {
            case OVER_PHYSICAL_MEMORY ->
                Optional.of("it used more memory than its container has: raise jobmanager.memory.process.size"
                        + suggestion(diagnostics));
            case OVER_VIRTUAL_MEMORY ->
                Optional.of("it used more virtual memory than its container may: switch"
                        + " yarn.nodemanager.vmem-check-enabled off on the nodes, or raise"
                        + " jobmanager.memory.process.size" + suggestion(diagnostics));
            case DISKS_FAILED ->
                Optional.of("too many disks of its node failed: submit again, YARN has taken the node out; 'yarn node"
                        + " -list -states UNHEALTHY' shows it");
            case NOT_FOUND, NOT_EXECUTABLE ->
                Optional.of("no Java could be run on its node: let env.java.home name a JDK 17 that lies on the nodes");
            default -> Optional.empty();
        };
    }

    /** Half as much again, in steps that people would choose; empty where YARN does not say how much there was. */
    private static String suggestion(String diagnostics) {
        Matcher limit = MEMORY_LIMIT.matcher(diagnostics);
        if (!limit.find()) {
            return "";
        }
        double unit = limit.group(2).equals("GB") ? MEGABYTES_PER_GIGABYTE : 1;
        int raised = (int) (Double.parseDouble(limit.group(1)) * unit * 3 / 2);
        return ", to " + (raised + STEP_MEGABYTES - 1) / STEP_MEGABYTES * STEP_MEGABYTES + "m for a try";
    }
}
