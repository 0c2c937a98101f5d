package io.yarnflink.runtime.application;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM that cannot run a container's command says, in plain words. Pure. */
public final class JavaTrouble {

    private static final String REMEDY = ": let env.java.home name a JDK 17 that lies on the nodes";

    private static final int VERSION_OF_JAVA_1 = 44;

    // Diagnostics may be long and without a space: words are looked at from their beginnings only.
    private static final Pattern NEWER_CLASS = Pattern.compile(
            "(?<!\\S)(\\S++) has been compiled by a more recent version of the Java Runtime \\(class file"
                    + " version (\\d+)\\.\\d+\\), this version of the Java Runtime only recognizes class file versions up"
                    + " to (\\d+)\\.\\d+");
    private static final Pattern NEWER_CLASS_TO_JAVA_7 =
            Pattern.compile("UnsupportedClassVersionError: \\S+ : Unsupported major\\.minor version \\d+");
    private static final Pattern UNKNOWN_FLAG = Pattern.compile(
            "(?:Unrecognized option: |Unrecognized VM option '|Unexpected \\S+ setting in VM option ')([^\\s']+)");
    private static final Pattern NO_JAVA =
            Pattern.compile("(?<!\\S)\\S*/bin/java: (?:No such file or directory|[Nn]ot found)");

    /** Flags that every container gets and that Java 17 knows. */
    private static final List<String> OURS = List.of("--add-opens", "ArchiveRelocationMode", "SharedArchiveFile");

    private JavaTrouble() {}

    /**
     * Looks for such trouble in what a NodeManager says of a container that ended, which holds the end of its standard
     * error.
     *
     * @return what is wrong and what to do; empty if it is something else
     */
    public static Optional<String> explain(String diagnostics) {
        Matcher newer = NEWER_CLASS.matcher(diagnostics);
        if (newer.find()) {
            return Optional.of(
                    newerClass(newer.group(1).replace('/', '.'), javaOf(newer.group(2)), javaOf(newer.group(3))));
        }
        if (NEWER_CLASS_TO_JAVA_7.matcher(diagnostics).find()) {
            return Optional.of("the node's Java is older than 8, but containers need Java 17" + REMEDY);
        }
        Matcher flag = UNKNOWN_FLAG.matcher(diagnostics);
        if (flag.find()) {
            return Optional.of(unknownFlag(flag.group(1)));
        }
        Matcher missing = NO_JAVA.matcher(diagnostics);
        return missing.find()
                ? Optional.of("there is no Java on the node (" + missing.group() + ")" + REMEDY)
                : Optional.empty();
    }

    private static int javaOf(String classFileVersion) {
        return Integer.parseInt(classFileVersion) - VERSION_OF_JAVA_1;
    }

    private static String newerClass(String name, int wanted, int found) {
        return found < 17
                ? "the node's Java is " + found + ", but containers need Java 17" + REMEDY
                : "the class " + name + " is made for Java " + wanted + ", but the node's Java is " + found
                        + ": compile with --release " + found + ", or let env.java.home name a JDK " + wanted
                        + " that lies on the nodes";
    }

    private static String unknownFlag(String flag) {
        return OURS.stream().anyMatch(flag::startsWith)
                ? "the node's Java is older than the Java 17 that containers need, it does not know " + flag + REMEDY
                : "the node's Java does not know the flag " + flag
                        + ": look into the keys that begin with env.java.opts and env.java.default-opts";
    }
}
