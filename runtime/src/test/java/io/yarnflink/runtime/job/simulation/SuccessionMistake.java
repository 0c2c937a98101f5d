package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.log.NumberedLog;
import io.yarnflink.runtime.succession.JobRecord;

/** Mistakes about attempts of the ApplicationMaster, each of which the simulation must notice. */
enum SuccessionMistake {
    NONE(0),
    NOTIFIES_BEFORE_THE_RENAME(250),
    DELETES_WITHOUT_LOOKING(1),
    OBEYS_OLD_EPOCHS(1),
    RESTORES_WITHOUT_CLAIMING(1),
    KEEPS_NEWER_CHECKPOINTS(650),
    REPLACES_FOR_GOOD(430),
    LOOKS_WHEN_IT_DELETES(220),
    NEVER_LOOKS_WHETHER_IT_LEADS(1_670),
    RUNS_ENDED_JOBS_AGAIN(1);

    private final int firstSeed;

    SuccessionMistake(int firstSeed) {
        this.firstSeed = firstSeed;
    }

    /** Where one begins to look for a seed that shows it: some show seldom. */
    int firstSeed() {
        return firstSeed;
    }

    boolean notifiesBeforeTheRename() {
        return this == NOTIFIES_BEFORE_THE_RENAME;
    }

    boolean obeysOldEpochs() {
        return this == OBEYS_OLD_EPOCHS;
    }

    boolean looksWhenItDeletes() {
        return this == LOOKS_WHEN_IT_DELETES;
    }

    /** The log as whoever makes the mistake sees it. */
    NumberedLog in(NumberedLog log) {
        return switch (this) {
            case RESTORES_WITHOUT_CLAIMING, REPLACES_FOR_GOOD -> new MistakenLog(log, this);
            default -> log;
        };
    }

    /** What is written down of a job by whoever makes the mistake. */
    JobRecord in(JobRecord record) {
        return switch (this) {
            case DELETES_WITHOUT_LOOKING,
                    KEEPS_NEWER_CHECKPOINTS,
                    NEVER_LOOKS_WHETHER_IT_LEADS,
                    RUNS_ENDED_JOBS_AGAIN -> new MistakenRecord(record, this);
            default -> record;
        };
    }
}
