package io.yarnflink.runtime.job.simulation;

/**
 * How often things go wrong, until they stop to.
 *
 * @param until when faults stop, in milliseconds since the beginning
 * @param loss share of messages that get lost
 * @param repetition share of messages that arrive twice
 * @param slowness share of messages that are late, and so overtaken
 * @param taskFailure share of attempts that fail by themselves
 * @param vanishing share of attempts that are gone without a word
 * @param stubbornness share of attempts that take long to cancel
 * @param kills share of workers whose process is killed some time
 * @param hangs share of workers that fall silent some time
 * @param disconnections share of workers that lose their connection some time
 * @param badContainers share of containers that never start
 * @param snapshotFailure share of snapshots that a task cannot write
 * @param storageFailure share of orders to storage that fail
 */
record Faults(
        long until,
        double loss,
        double repetition,
        double slowness,
        double taskFailure,
        double vanishing,
        double stubbornness,
        double kills,
        double hangs,
        double disconnections,
        double badContainers,
        double snapshotFailure,
        double storageFailure) {

    boolean at(long now) {
        return now < until;
    }

    /** One of several kinds of bad days. */
    static Faults some(Chance chance) {
        long until = chance.between(5, 40) * 1000L;
        boolean network = chance.happens(0.5);
        boolean tasks = chance.happens(0.5);
        boolean workers = chance.happens(0.5);
        boolean storage = chance.happens(0.4);
        return new Faults(
                until,
                network ? 0.15 : 0,
                network ? 0.1 : 0,
                network ? 0.15 : 0.02,
                tasks ? 0.12 : 0,
                tasks ? 0.03 : 0,
                tasks ? 0.2 : 0,
                workers ? 0.3 : 0,
                workers ? 0.2 : 0,
                workers ? 0.2 : 0,
                workers ? 0.2 : 0,
                storage ? 0.05 : 0,
                storage ? 0.15 : 0);
    }
}
