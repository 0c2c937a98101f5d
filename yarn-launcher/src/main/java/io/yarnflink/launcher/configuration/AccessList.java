package io.yarnflink.launcher.configuration;

import java.util.List;
import java.util.stream.Stream;

/**
 * Users and groups, written as Hadoop's access lists are: users separated by commas, a space, groups separated by commas.
 * {@code *} means everybody; a list that begins with a space names groups alone.
 *
 * @param text as it was written
 * @param everybody whether it is {@code *}
 * @param users empty if it is
 * @param groups empty if it is
 */
public record AccessList(String text, boolean everybody, List<String> users, List<String> groups) {

    private static final String EVERYBODY = "*";

    public AccessList {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
    }

    /**
     * Reads a list.
     *
     * @throws IllegalArgumentException if it is none; the message says what was expected
     */
    public static AccessList parse(String text) {
        if (text.strip().equals(EVERYBODY)) {
            return new AccessList(EVERYBODY, true, List.of(), List.of());
        }
        String[] parts = text.stripTrailing().split(" ", -1);
        if (text.contains(EVERYBODY) || parts.length > 2) {
            throw new IllegalArgumentException("Expected 'user1,user2 group1,group2' or '*', found '" + text + "'");
        }
        return new AccessList(text, false, names(parts[0]), parts.length > 1 ? names(parts[1]) : List.of());
    }

    private static List<String> names(String part) {
        return Stream.of(part.split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
