package io.yarnflink.launcher.jobjar;

import java.util.Optional;

/**
 * A class of a job JAR that could be asked to run.
 *
 * @param isPublic whether others may use it
 * @param hasMain whether it declares {@code public static void main(String[])}
 * @param superclass what it extends, as people write it
 * @param javaVersion the oldest Java that can load it
 */
record ProgramClass(boolean isPublic, boolean hasMain, Optional<String> superclass, int javaVersion) {}
