package io.yarnflink.launcher.watching;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Why an ApplicationMaster was lost, out of YARN's diagnostics of its attempt. Pure. */
final class LossReason {

    private static final Pattern EXIT_CODE = Pattern.compile("exitCode:\\s*(-?\\d+)");
    private static final Pattern LAST_WORDS = Pattern.compile("The ApplicationMaster has failed: [^\\n]*");
    private static final int SIGKILL = 128 + 9;
    private static final int SIGTERM = 128 + 15;
    private static final int NODE_LOST = -100;
    private static final int PREEMPTED = -102;
    private static final int TOO_MUCH_VIRTUAL_MEMORY = -103;
    private static final int TOO_MUCH_MEMORY = -104;

    private LossReason() {}

    /** One line; empty if there are no words to make it of. */
    static String of(String diagnostics) {
        if (diagnostics.contains("timed out")) {
            return "YARN has not heard of it for too long";
        }
        Matcher code = EXIT_CODE.matcher(diagnostics);
        if (!code.find()) {
            return diagnostics
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        Matcher words = LAST_WORDS.matcher(diagnostics);
        return words.find() ? words.group().strip() : ended(Integer.parseInt(code.group(1)));
    }

    private static String ended(int code) {
        return switch (code) {
            case SIGKILL -> "its process was killed, exit code " + code;
            case SIGTERM -> "its process was told to end, exit code " + code;
            case NODE_LOST -> "its node was lost";
            case PREEMPTED -> "YARN has taken its container for others";
            case TOO_MUCH_MEMORY, TOO_MUCH_VIRTUAL_MEMORY ->
                "it used more memory than its container has: raise jobmanager.memory.process.size";
            default -> "its process ended with exit code " + code;
        };
    }
}
