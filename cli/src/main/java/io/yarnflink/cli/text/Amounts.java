package io.yarnflink.cli.text;

import java.util.Locale;

/** Durations and sizes as people read them. */
public final class Amounts {

    private static final long SECOND = 1000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long KILO = 1000;
    private static final long MEGA = 1000 * KILO;
    private static final long GIGA = 1000 * MEGA;
    private static final long MIB_PER_GIB = 1024;

    private Amounts() {}

    /** Such as {@code 1.2 s}, {@code 2 min 05 s}, {@code 3 h 07 min}, {@code 4 d 02 h}. */
    public static String duration(long millis) {
        long value = Math.max(0, millis);
        if (value < MINUTE) {
            // Cut, not rounded: a clock never shows 60.0 s.
            return value / SECOND + "." + value % SECOND / 100 + " s";
        }
        if (value < HOUR) {
            return String.format(Locale.ROOT, "%d min %02d s", value / MINUTE, value % MINUTE / SECOND);
        }
        if (value < DAY) {
            return String.format(Locale.ROOT, "%d h %02d min", value / HOUR, value % HOUR / MINUTE);
        }
        return String.format(Locale.ROOT, "%d d %02d h", value / DAY, value % DAY / HOUR);
    }

    /** Such as {@code 512 B}, {@code 51.2 kB}, {@code 26.4 MB}, {@code 1.3 GB}; powers of ten. */
    public static String bytes(long bytes) {
        if (bytes < KILO) {
            return bytes + " B";
        }
        if (bytes < MEGA) {
            return scaled(bytes, KILO) + " kB";
        }
        return bytes < GIGA ? scaled(bytes, MEGA) + " MB" : scaled(bytes, GIGA) + " GB";
    }

    /** Memory that YARN counts in MiB: {@code 512 MiB}, {@code 4 GiB}, {@code 1.6 GiB}. */
    public static String memory(long mib) {
        if (mib < MIB_PER_GIB) {
            return mib + " MiB";
        }
        return mib % MIB_PER_GIB == 0 ? mib / MIB_PER_GIB + " GiB" : scaled(mib, MIB_PER_GIB) + " GiB";
    }

    /** {@code 1 file}, {@code 2 files}. */
    public static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private static String scaled(long value, long unit) {
        return String.format(Locale.ROOT, "%.1f", (double) value / unit);
    }
}
