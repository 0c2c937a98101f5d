package io.yarnflink.runtime.job.simulation;

import java.util.List;

/**
 * What befalls an ApplicationMaster, and when.
 *
 * @param kind what
 * @param when after which kind of step
 * @param steps after how many of them; of {@link When#TIME} milliseconds
 * @param lasts how long it is stopped or cut off, in milliseconds
 */
record Strike(Kind kind, When when, int steps, long lasts) {

    /** What happens. */
    enum Kind {
        NONE,
        /** Its process is gone. */
        KILLED,
        /** Its process stands still, and later goes on as if nothing had been. */
        STOPPED,
        /** It reaches storage, but neither TaskManagers nor YARN. */
        CUT_OFF
    }

    /** Where in its doings. */
    enum When {
        TIME,
        /** Between two of the core's actions. */
        ACTION,
        /** Around a call to the log's storage. */
        LOG
    }

    static final Strike NONE = new Strike(Kind.NONE, When.TIME, 0, 0);

    static Strike some(Chance chance) {
        Kind kind = chance.of(List.of(Kind.KILLED, Kind.KILLED, Kind.STOPPED, Kind.STOPPED, Kind.CUT_OFF));
        When when = chance.of(List.of(When.TIME, When.ACTION, When.LOG, When.LOG));
        int steps = switch (when) {
            case TIME -> chance.between(0, 25_000);
            case ACTION -> chance.between(1, 400);
            case LOG -> chance.between(1, 60);
        };
        return new Strike(kind, when, steps, chance.between(500, 20_000));
    }
}
