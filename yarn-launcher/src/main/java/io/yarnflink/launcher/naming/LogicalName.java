package io.yarnflink.launcher.naming;

import io.yarnflink.launcher.BadUsageException;
import io.yarnflink.launcher.jobjar.JobJar;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What an application is called, this time and the next.
 *
 * @param value as people write it: not blank, without control characters, nothing around it
 */
public record LogicalName(String value) {

    private static final String JAR = ".jar";

    /** What releases of one JAR differ in: {@code -1.2}, {@code -2.0.1-SNAPSHOT}, {@code -1.0.0.Final}. */
    private static final Pattern VERSION =
            Pattern.compile("-v?\\d+(\\.\\d+)*([.-](?i:snapshot|final|ga|rc\\d*|m\\d+))?$");

    public LogicalName {
        if (value.isBlank()
                || !value.equals(value.strip())
                || value.codePoints().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("Expected a name without control characters, found '" + value + "'");
        }
    }

    /**
     * Reads a name that a person gave.
     *
     * @throws BadUsageException if it cannot be one
     */
    public static LogicalName parse(String text) throws BadUsageException {
        try {
            return new LogicalName(text.strip());
        } catch (IllegalArgumentException e) {
            throw new BadUsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * The name of an application to which nobody gave one: the JAR's without its version, and the class's. It is the same
     * for every release of a job, and another for each of the jobs in a JAR.
     *
     * @param jar the JAR's file name
     * @param entryClass full name of the class whose {@code main} is run
     */
    public static LogicalName derived(String jar, String entryClass) {
        String bare = jar.endsWith(JAR) ? jar.substring(0, jar.length() - JAR.length()) : jar;
        String unversioned = VERSION.matcher(bare).replaceFirst("");
        String kept = unversioned.isBlank() ? bare : unversioned;
        return new LogicalName(printable(kept + ":" + entryClass));
    }

    /**
     * The name of an application.
     *
     * @param given by a person; empty for the one that follows from JAR and class
     * @param entryClass as the user gave it; empty for the manifest's
     * @return empty only if nobody gave a name and no class is named, which is a problem of the JAR
     */
    public static Optional<LogicalName> of(Optional<String> given, Path jar, Optional<String> entryClass)
            throws BadUsageException {
        Optional<String> said = given.filter(text -> !text.isBlank());
        return said.isPresent()
                ? Optional.of(parse(said.get()))
                : JobJar.entryClass(jar, entryClass).map(entry -> derived(String.valueOf(jar.getFileName()), entry));
    }

    private static String printable(String text) {
        StringBuilder safe = new StringBuilder();
        text.strip().codePoints().forEach(each -> safe.appendCodePoint(Character.isISOControl(each) ? '_' : each));
        return safe.toString();
    }

    @Override
    public String toString() {
        return value;
    }
}
