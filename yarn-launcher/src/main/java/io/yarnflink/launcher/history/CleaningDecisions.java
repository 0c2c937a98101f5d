package io.yarnflink.launcher.history;

import io.yarnflink.launcher.CleaningWish;
import io.yarnflink.launcher.KeptCheckpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Decides which checkpoints of a name a wish means. Pure. */
final class CleaningDecisions {

    private CleaningDecisions() {}

    /**
     * Those that are to go, the newest first.
     *
     * @param newestFirst all states of the name
     * @param ended whether a state's application has ended
     * @param usable whether an application could start from a state: only such count as kept
     */
    static List<KeptCheckpoint> superfluous(
            List<KeptCheckpoint> newestFirst,
            Predicate<KeptCheckpoint> ended,
            Predicate<KeptCheckpoint> usable,
            CleaningWish wish,
            Instant now) {
        List<KeptCheckpoint> superfluous = new ArrayList<>();
        int kept = 0;
        for (KeptCheckpoint state : newestFirst) {
            boolean counts = usable.test(state);
            if (counts && kept < wish.keep()) {
                kept++;
            } else if (!state.view().savepoint() && ended.test(state) && isOldEnough(state, wish, now)) {
                superfluous.add(state);
            }
        }
        return superfluous;
    }

    private static boolean isOldEnough(KeptCheckpoint state, CleaningWish wish, Instant now) {
        return wish.olderThan().isEmpty()
                || Instant.ofEpochMilli(state.view().triggeredAt())
                        .plus(wish.olderThan().get())
                        .isBefore(now);
    }
}
