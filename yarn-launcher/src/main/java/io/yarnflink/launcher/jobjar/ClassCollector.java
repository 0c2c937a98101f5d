package io.yarnflink.launcher.jobjar;

import io.yarnflink.launcher.jobjar.JobJar.Entry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Gathers what the classes of one JAR tell. Used by one thread. */
final class ClassCollector {

    private static final String ENDING = ".class";
    private static final String FLINK = "org/apache/flink/";
    private static final String TABLES = FLINK + "table/";

    /** Flink's packages that come from outside of Flink's own distribution. */
    private static final List<String> CONNECTORS = List.of(FLINK + "connector/", FLINK + "streaming/connectors/");

    /** What many programs bundle and what has never heard of Flink. */
    private static final List<String> LIBRARIES = List.of(
            "ch/qos/logback/",
            "com/fasterxml/",
            "com/github/luben/",
            "com/google/",
            "com/ibm/icu/",
            "io/grpc/",
            "io/netty/",
            "javax/",
            "jakarta/",
            "kotlin/",
            "net/jpountz/",
            "org/apache/avro/",
            "org/apache/commons/",
            "org/apache/hadoop/",
            "org/apache/http/",
            "org/apache/kafka/",
            "org/apache/logging/",
            "org/apache/parquet/",
            "org/bouncycastle/",
            "org/slf4j/",
            "org/xerial/",
            "scala/",
            "software/amazon/");

    /** A class of each JAR of Flink's that the containers bring themselves. */
    private static final Map<String, String> DISTRIBUTION = Map.of(
            FLINK + "core/fs/FileSystem.class", "flink-core",
            FLINK + "runtime/jobgraph/JobGraph.class", "flink-runtime",
            FLINK + "streaming/api/environment/StreamExecutionEnvironment.class", "flink-streaming-java",
            FLINK + "client/program/PackagedProgram.class", "flink-clients",
            FLINK + "table/planner/delegation/PlannerBase.class", "flink-table-planner");

    private final FormerApi formerApi = FormerApi.load();
    private final Map<String, ProgramClass> program = new LinkedHashMap<>();
    private final Map<String, String> formerUses = new TreeMap<>();
    private final Map<String, String> formerUsesOfConnectors = new TreeMap<>();
    private final List<String> formerOpens = new ArrayList<>();
    private final Set<String> bundledFormer = new TreeSet<>();
    private final Set<String> bundledFlink = new TreeSet<>();
    private boolean refersToTables;
    private @Nullable String newestClass;
    private int newestJava;

    /** Whether all of a class has to be read. */
    static boolean isWorthReading(String entry) {
        return entry.startsWith(FLINK)
                ? isOfAConnector(entry)
                : LIBRARIES.stream().noneMatch(entry::startsWith);
    }

    private static boolean isOfAConnector(String entry) {
        return CONNECTORS.stream().anyMatch(entry::startsWith);
    }

    /**
     * Takes a class.
     *
     * @param entry its name in the JAR
     * @param ofTheProgram whether it is the program's, whatever its package is
     */
    void add(String entry, byte[] bytes, boolean ofTheProgram) {
        addVersion(entry, bytes);
        if (!isDescription(entry)) {
            ClassFile.read(bytes).ifPresent(file -> note(nameOf(entry), file, ofTheProgram || !isOfAConnector(entry)));
        }
    }

    /** Takes of a class only what its first bytes say. */
    void addVersion(String entry, byte[] bytes) {
        if (!isDescription(entry) && ClassFile.isClassFile(bytes)) {
            noteVersion(nameOf(entry), ClassFile.javaVersion(bytes));
        }
        if (entry.startsWith(FLINK)) {
            noteFlinks(entry);
        }
    }

    private static String nameOf(String entry) {
        return entry.substring(0, entry.length() - ENDING.length()).replace('/', '.');
    }

    /** Of a module or a package; nothing that runs. */
    private static boolean isDescription(String entry) {
        return entry.endsWith("module-info.class") || entry.endsWith("package-info.class");
    }

    private void noteVersion(String name, int java) {
        if (java > newestJava) {
            newestJava = java;
            newestClass = name;
        }
    }

    private void noteFlinks(String entry) {
        String jar = DISTRIBUTION.get(entry);
        if (jar != null) {
            bundledFlink.add(jar);
        }
        String name = entry.substring(0, entry.length() - ENDING.length());
        if (formerApi.adviceFor(name).isPresent()) {
            bundledFormer.add(name);
        }
    }

    private void note(String name, ClassFile file, boolean ofTheProgram) {
        Map<String, String> uses = ofTheProgram ? formerUses : formerUsesOfConnectors;
        file.flinkClasses(used -> {
            refersToTables |= ofTheProgram && used.startsWith(TABLES);
            if (formerApi.adviceFor(used).isPresent()) {
                uses.putIfAbsent(used, name);
            }
        });
        if (!ofTheProgram) {
            return;
        }
        Optional<String> superclass = file.superclass().map(parent -> parent.replace('/', '.'));
        program.put(name, new ProgramClass(file.isPublic(), file.hasMain(), superclass, file.javaVersion()));
        if (file.waitsForFormerOpen()) {
            formerOpens.add(name);
        }
    }

    /** What has been gathered. */
    JobJar jar(String fileName, Optional<Entry> main) {
        // What the JAR brings itself is found there.
        formerUses.keySet().removeAll(bundledFormer);
        formerUsesOfConnectors.keySet().removeAll(bundledFormer);
        CompiledFor compiledFor = new CompiledFor(
                Optional.ofNullable(newestClass), newestJava, formerUses, formerUsesOfConnectors, formerOpens);
        return new JobJar(fileName, main, program, refersToTables, compiledFor, List.copyOf(bundledFlink));
    }
}
