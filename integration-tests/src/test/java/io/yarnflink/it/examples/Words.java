package io.yarnflink.it.examples;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** A text, and how often each word is in it, counted without Flink. */
record Words(String text, Map<String, Long> counts) {

    private static final List<String> VOCABULARY = List.of(
            "river", "stone", "lantern", "Harbor", "willow", "copper", "meadow", "signal", "thread", "winter", "Atlas",
            "ember", "quarry", "saddle", "violet", "anchor", "barley", "cinder", "drift", "echo");
    private static final int WORDS_PER_LINE = 12;

    static Words generate(int lines, long seed) {
        Random random = new Random(seed);
        Map<String, Long> counts = new HashMap<>();
        StringBuilder text = new StringBuilder();
        for (int line = 0; line < lines; line++) {
            for (int i = 0; i < WORDS_PER_LINE; i++) {
                String word = VOCABULARY.get(random.nextInt(VOCABULARY.size())) + random.nextInt(5);
                text.append(word).append(' ');
                counts.merge(word.toLowerCase(Locale.ROOT), 1L, Long::sum);
            }
            text.append('\n');
        }
        return new Words(text.toString(), counts);
    }

    /** The highest count told for each word; a running count tells every step up to it. */
    static Map<String, Long> highest(List<String> lines) {
        Map<String, Long> highest = new HashMap<>();
        for (String line : lines) {
            int comma = line.lastIndexOf(',');
            highest.merge(
                    line.substring(1, comma), Long.parseLong(line.substring(comma + 1, line.length() - 1)), Math::max);
        }
        return highest;
    }
}
