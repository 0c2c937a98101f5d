package io.yarnflink.runtime.job.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The attempts of the ApplicationMaster, which YARN starts one after the other. */
final class Masters {

    /** After so long without a word YARN takes an ApplicationMaster for dead. */
    private static final int PATIENCE = 4_000;

    private final World world;
    private final Function<Attempt, Master> maker;
    private final List<Master> all = new ArrayList<>();
    private boolean nextIsDue;

    /**
     * An attempt that is about to begin.
     *
     * @param number from 1
     * @param strike what will befall it
     */
    record Attempt(int number, Strike strike) {}

    Masters(World world, Function<Attempt, Master> maker) {
        this.world = world;
        this.maker = maker;
    }

    void begin() {
        nextIsDue = false;
        int number = all.size() + 1;
        boolean last = number == world.scenario().attempts();
        world.trace().add("yarn", "starts attempt " + number);
        Master master = maker.apply(new Attempt(number, last ? Strike.NONE : Strike.some(world.chance())));
        all.add(master);
        world.yarn().registers(master);
        master.begin();
    }

    /** The attempt that YARN has started last. */
    Master current() {
        return all.get(all.size() - 1);
    }

    List<Master> all() {
        return all;
    }

    /** An attempt by its number, if it can be reached. */
    @Nullable
    Master reachable(int number) {
        Master master = number < 1 || number > all.size() ? null : all.get(number - 1);
        return master == null || master.isDead() || master.isCutOff() ? null : master;
    }

    void died(Master master) {
        replace(master, world.chance().delay(1_000, 8_000, 0.1));
    }

    /** YARN does not hear it for so long. */
    void silent(Master master, long forMillis) {
        if (forMillis > PATIENCE) {
            world.time().after(PATIENCE, () -> replace(master, world.chance().delay(500, 3_000, 0.2)));
        }
    }

    private void replace(Master master, long after) {
        if (master == current() && all.size() < world.scenario().attempts() && !nextIsDue) {
            nextIsDue = true;
            world.time().after(after, this::begin);
        }
    }
}
