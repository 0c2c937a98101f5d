package io.yarnflink.runtime.job.simulation;

import java.util.List;
import java.util.Random;

/** The only source of randomness of a simulation. */
final class Chance {

    private final Random random;

    Chance(long seed) {
        // Neighbouring seeds of java.util.Random begin alike; spread them.
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    /** A number from {@code low} to {@code high}, both included. */
    int between(int low, int high) {
        return low + random.nextInt(high - low + 1);
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Mostly short, sometimes long. */
    long delay(int usual, int rare, double rarely) {
        return happens(rarely) ? between(usual, rare) : between(0, usual);
    }
}
