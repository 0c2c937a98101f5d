package io.yarnflink.launcher.jobjar;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which Java and which Flink the classes of a job JAR were compiled for, as far as they tell.
 *
 * @param newestClass the class that needs the newest Java; empty if the JAR holds no class
 * @param newestJava which Java that is
 * @param formerUses by class that only Flink 1 has: a class of the program's that refers to it
 * @param formerUsesOfConnectors the same of connectors of Flink's that it has been packed with
 * @param formerOpens the program's classes that wait for Flink 1's {@code open(Configuration)}
 */
record CompiledFor(
        Optional<String> newestClass,
        int newestJava,
        Map<String, String> formerUses,
        Map<String, String> formerUsesOfConnectors,
        List<String> formerOpens) {}
