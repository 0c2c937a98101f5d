package io.yarnflink.benchmarks.state;

/** An endless sequence of keys, the same for every engine. */
public final class Keys {

    private static final int PERIOD = 1 << 22;
    private static final long SEED_STEP = 0x9E3779B97F4A7C15L;

    /** How often which key comes. */
    public enum Distribution {
        /** Each as often as another. */
        UNIFORM,
        /** The n-th about 1/n as often as the first. */
        ZIPF
    }

    private final int[] sequence = new int[PERIOD];
    private int next;

    Keys(Distribution distribution, int keys) {
        double logarithm = Math.log(keys);
        for (int i = 0; i < PERIOD; i++) {
            double random = (mixed(i) >>> 11) * 0x1.0p-53;
            sequence[i] = distribution == Distribution.UNIFORM
                    ? (int) (random * keys)
                    : Math.min(keys - 1, (int) Math.exp(random * logarithm) - 1);
        }
    }

    long next() {
        next = (next + 1) & (PERIOD - 1);
        return sequence[next];
    }

    private static long mixed(long i) {
        long z = (i + 1) * SEED_STEP;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
