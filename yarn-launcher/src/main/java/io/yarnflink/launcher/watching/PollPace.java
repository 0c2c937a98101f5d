package io.yarnflink.launcher.watching;

/**
 * How long to wait before YARN is asked again: often while something is bound to change soon, seldom while the
 * ApplicationMaster itself would tell. Pure.
 */
final class PollPace {

    private static final long QUICK_MILLIS = 100;
    private static final long USUAL_MILLIS = 200;
    private static final long SLOW_MILLIS = 1_000;
    private static final long SLOWEST_MILLIS = 3_000;
    private static final long YOUNG_MILLIS = 30_000;

    private PollPace() {}

    /** What the watcher knows when it is about to wait. */
    record Situation(boolean inContact, boolean endAnnounced, long sinceChangeMillis) {}

    static long millis(Situation now) {
        if (now.endAnnounced()) {
            return now.sinceChangeMillis() < YOUNG_MILLIS ? QUICK_MILLIS : SLOW_MILLIS;
        }
        if (now.inContact()) {
            // Should the ApplicationMaster die, its connection ends, which ends the wait.
            return SLOWEST_MILLIS;
        }
        return now.sinceChangeMillis() < YOUNG_MILLIS ? USUAL_MILLIS : SLOW_MILLIS;
    }
}
