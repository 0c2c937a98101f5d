package io.yarnflink.it.ledger;

/** What the job writes. */
final class Line {

    private static final long TIMER_EVERY = 10;
    private static final long TIMER_DELAY = 3;

    private Line() {}

    static String booked(long key, long number, long sum) {
        return "booked," + key + "," + number + "," + sum;
    }

    static String fired(long key, long timestamp, long sum) {
        return "fired," + key + "," + timestamp + "," + sum;
    }

    static String complaint(String text) {
        return "WRONG: " + text;
    }

    /** Whether a timer is set when the entry is booked. */
    static boolean hasTimer(Entry entry) {
        return entry.number % TIMER_EVERY == TIMER_EVERY - 1;
    }

    /** When it is due, in event time. */
    static long timerOf(Entry entry) {
        return entry.time + TIMER_DELAY;
    }
}
