package io.yarnflink.state.changes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of files with changes. They differ from those of the store's own, say which column the rows belong to, and come once in the
 * life of a backend.
 */
public final class TableNames {

    private static final Pattern NAME = Pattern.compile("changes-\\d+-(\\d+)-\\d+\\.sst");

    private TableNames() {}

    /**
     * The name of one file.
     *
     * @param column its id in the store
     * @param part of the column's changes
     */
    public static String of(long snapshot, int column, int part) {
        return "changes-" + snapshot + "-" + column + "-" + part + ".sst";
    }

    /** The id of the column, if it is a file with changes. */
    public static Optional<Integer> columnOf(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(Integer.valueOf(matcher.group(1))) : Optional.empty();
    }
}
