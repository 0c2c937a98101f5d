package io.yarnflink.launcher.naming;

import io.yarnflink.launcher.AppId;
import io.yarnflink.launcher.yarn.Fate;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides whether a name that somebody has claimed may be taken over. Pure.
 *
 * @param cluster whose applications may be judged
 * @param own the application that wants the name; its id is the newest that the resource manager has given
 */
record ClaimDecisions(String cluster, AppId own) {

    /** How long a client may take between claiming a name and submitting; it does nothing else in between. */
    static final Duration SUBMISSION_GRACE = Duration.ofMinutes(3);

    /** What a claim is worth. */
    enum Verdict {
        /** It is one's own. */
        OWN,
        /** Its application has ended, or never was. */
        OVER,
        /** Its application lives. */
        LIVE,
        /** Its client may be about to submit the application. */
        SUBMITTING,
        /** Only another resource manager can tell. */
        ELSEWHERE
    }

    Verdict judge(NameOwner owner, Fate fate, Instant now) {
        if (owner.application().equals(own)) {
            return Verdict.OWN;
        }
        return switch (fate) {
            case LIVE -> Verdict.LIVE;
            case ENDED -> Verdict.OVER;
            case ELSEWHERE -> Verdict.ELSEWHERE;
            case UNKNOWN -> isForgotten(owner, now) ? Verdict.OVER : Verdict.SUBMITTING;
        };
    }

    /** A resource manager that has started since knows whom it took over, and its clients submit ids of its own. */
    private boolean isForgotten(NameOwner owner, Instant now) {
        return owner.application().givenBy() < own.givenBy()
                || owner.since().plus(SUBMISSION_GRACE).isBefore(now);
    }
}
