package io.yarnflink.launcher.jobjar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Judges what a job JAR holds. Pure. */
final class JarChecks {

    /** The Java that containers run. */
    static final int CONTAINERS_JAVA = 17;

    private static final int SHOWN = 5;

    private final JobJar jar;
    private final List<String> faults = new ArrayList<>();
    private final List<String> mismatches = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();

    JarChecks(JobJar jar) {
        this.jar = jar;
    }

    JarVerdict judge() {
        checkEntry();
        checkJava();
        checkFlink();
        if (!jar.bundledFlink().isEmpty()) {
            notices.add(jar.name() + " brings parts of Flink itself (" + String.join(", ", jar.bundledFlink())
                    + "), which are not used: give those dependencies the scope 'provided' for a smaller JAR");
        }
        return new JarVerdict(faults, mismatches, notices);
    }

    private void checkEntry() {
        if (jar.entry().isEmpty()) {
            faults.add("Expected a main class in the manifest of " + jar.name() + ", found none: name it with --class"
                    + choice());
            return;
        }
        String name = jar.entry().get().className();
        String what = name + (jar.entry().get().declared() ? ", which the manifest of " + jar.name() + " names," : "");
        ProgramClass found = jar.programClasses().get(name);
        if (found == null) {
            faults.add("Expected the class " + what + " in " + jar.name()
                    + ", found none of that name: name another with --class" + choice());
        } else if (!found.isPublic()) {
            faults.add("Expected the class " + what + " to be public, found that it is not: make it public, or name"
                    + " another with --class" + choice());
        } else if (!hasMain(found)) {
            faults.add("Expected a method public static void main(String[]) in the class " + what
                    + " found none: name another with --class" + choice());
        }
    }

    /** A class may inherit its {@code main}; what is not in the JAR is given the benefit of the doubt. */
    private boolean hasMain(ProgramClass first) {
        Set<String> seen = new HashSet<>();
        ProgramClass current = first;
        while (!current.hasMain()) {
            String parent = current.superclass().orElse("java.lang.Object");
            if (parent.startsWith("java.") || !seen.add(parent)) {
                return false;
            }
            ProgramClass next = jar.programClasses().get(parent);
            if (next == null) {
                return true;
            }
            current = next;
        }
        return true;
    }

    /** What --class could name. */
    private String choice() {
        List<String> names = jar.programClasses().entrySet().stream()
                .filter(candidate ->
                        candidate.getValue().isPublic() && candidate.getValue().hasMain())
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return names.isEmpty() ? "; no class of it has a main method" : "; these have a main method: " + someOf(names);
    }

    private void checkJava() {
        Optional<ProgramClass> main =
                jar.entry().map(entry -> jar.programClasses().get(entry.className()));
        if (main.isPresent() && main.get().javaVersion() > CONTAINERS_JAVA) {
            mismatches.add("Expected classes for Java " + CONTAINERS_JAVA + " or older, found "
                    + jar.entry().orElseThrow().className() + " for Java "
                    + main.get().javaVersion()
                    + ": compile with --release " + CONTAINERS_JAVA);
        } else if (jar.compiledFor().newestJava() > CONTAINERS_JAVA) {
            notices.add(jar.name() + " holds classes that need Java "
                    + jar.compiledFor().newestJava() + ", such as "
                    + jar.compiledFor().newestClass().orElse("")
                    + "; on the containers' Java " + CONTAINERS_JAVA + " a job fails that comes to use them");
        }
    }

    private void checkFlink() {
        FormerApi former = FormerApi.load();
        Map<String, List<String>> byAdvice = new TreeMap<>();
        jar.compiledFor()
                .formerUses()
                .forEach((used, user) -> byAdvice.computeIfAbsent(
                                former.adviceFor(used).orElse(""), advice -> new ArrayList<>())
                        .add(plain(used) + " (used by " + user + ")"));
        byAdvice.forEach((advice, uses) -> mismatches.add(
                jar.name() + " was compiled for Flink 1: Flink 2 has no " + someOf(uses) + "; " + advice));
        if (!jar.compiledFor().formerOpens().isEmpty()) {
            mismatches.add(jar.name() + " was compiled for Flink 1: Flink 2 never calls open(Configuration), as "
                    + someOf(jar.compiledFor().formerOpens()) + " expects; declare open(OpenContext) instead");
        }
        jar.compiledFor().formerUsesOfConnectors().entrySet().stream()
                .findFirst()
                .ifPresent(use -> notices.add(jar.name() + " brings a connector for Flink 1: " + use.getValue()
                        + " uses " + plain(use.getKey()) + ", which Flink 2 has not; take the connector's version for"
                        + " Flink 2"));
    }

    private static String plain(String className) {
        return className.replace('/', '.');
    }

    private static String someOf(List<String> all) {
        String shown = String.join(", ", all.subList(0, Math.min(SHOWN, all.size())));
        return all.size() > SHOWN ? shown + " and " + (all.size() - SHOWN) + " more" : shown;
    }
}
