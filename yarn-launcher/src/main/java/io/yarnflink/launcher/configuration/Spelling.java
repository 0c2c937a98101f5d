package io.yarnflink.launcher.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** How near words are to each other. */
public final class Spelling {

    /** Fewer letters than this make a slip, however long the word is. */
    private static final int LEAST_SLIP = 2;

    private static final int LETTERS_PER_SLIP = 6;

    private Spelling() {}

    /** The one of {@code words} that somebody who wrote {@code written} may have meant. */
    public static Optional<String> near(String written, Collection<String> words) {
        int bearable = Math.max(LEAST_SLIP, written.length() / LETTERS_PER_SLIP);
        return words.stream()
                .filter(word -> Math.abs(word.length() - written.length()) <= bearable)
                .min(Comparator.comparingInt(word -> distance(written, word)))
                .filter(word -> distance(written, word) <= bearable);
    }

    /** How many letters must be put in, left out or changed to make one word the other. */
    public static int distance(String one, String other) {
        int[] previous = new int[other.length() + 1];
        for (int j = 0; j < previous.length; j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] current = new int[other.length() + 1];
            current[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = previous[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
