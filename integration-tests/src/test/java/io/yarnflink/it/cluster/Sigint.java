package io.yarnflink.it.cluster;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Ctrl-C as commands get it. What a shell's script runs in the background ignores it, and so do all processes that come of
 * that, a JVM too: the test's own and the commands that it starts.
 */
public final class Sigint {

    private static final int NUMBER = 2;
    private static final int HEXADECIMAL = 16;
    private static final String IGNORED_SIGNALS = "SigIgn:";

    /** GNU's, since 2019. */
    private static final List<String> NOTICING = List.of("env", "--default-signal=INT");

    private Sigint() {}

    /** Skips the test where commands cannot be made to notice it. */
    public static void assumeNoticed() {
        Assumptions.assumeTrue(
                !isIgnoredHere() || isOfferedByEnv(),
                "This JVM was started with SIGINT ignored, and 'env' cannot start commands without that");
    }

    /** What stands before a command that is to notice it. */
    static List<String> prefix() {
        return isIgnoredHere() && isOfferedByEnv() ? NOTICING : List.of();
    }

    private static boolean isIgnoredHere() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith(IGNORED_SIGNALS))
                    .map(line -> line.substring(IGNORED_SIGNALS.length()).strip())
                    .anyMatch(mask -> new BigInteger(mask, HEXADECIMAL).testBit(NUMBER - 1));
        } catch (IOException e) {
            return false; // a system without /proc
        }
    }

    private static boolean isOfferedByEnv() {
        try {
            Process env = new ProcessBuilder(NOTICING.get(0), NOTICING.get(1), "true")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return env.onExit().join().exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
