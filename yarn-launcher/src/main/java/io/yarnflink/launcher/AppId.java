package io.yarnflink.launcher;

import java.util.regex.Pattern;

/**
 * YARN's id of an application, as people write it: {@code application_1700000000000_0042}.
 *
 * @param value in YARN's form
 */
public record AppId(String value) implements Comparable<AppId> {

    private static final Pattern FORM = Pattern.compile("application_\\d{1,19}_\\d{1,9}");

    public AppId {
        if (!isId(value)) {
            throw new IllegalArgumentException(
                    "Expected an application id such as application_1700000000000_0042, found '" + value
                            + "'; 'yarn-flink list' shows the ids");
        }
    }

    /** Whether a text has the form of an application id. */
    public static boolean isId(String text) {
        return FORM.matcher(text).matches();
    }

    /**
     * Reads an id that a person wrote.
     *
     * @throws BadUsageException if it has not the form of an application id
     */
    public static AppId parse(String text) throws BadUsageException {
        try {
            return new AppId(text.strip());
        } catch (IllegalArgumentException e) {
            throw new BadUsageException(String.valueOf(e.getMessage()), e);
        }
    }

    /** When the ResourceManager that gave the id was started, in milliseconds since the epoch. */
    public long givenBy() {
        return Long.parseLong(value.split("_", 3)[1]);
    }

    @Override
    public int compareTo(AppId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
