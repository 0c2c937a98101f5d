package io.yarnflink.runtime.job.simulation;

import io.yarnflink.runtime.job.CoreOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one seed decides beforehand.
 *
 * @param options of the core
 * @param faults how often things go wrong
 * @param jobs in no order
 * @param expectedWorkers announced before any job; 0 for no announcement
 * @param attempts how many attempts of the ApplicationMaster YARN starts at most
 * @param capacity how many containers YARN has at most, once it has become scarce
 * @param scarceFrom when YARN becomes scarce of containers, for good
 */
record Scenario(
        CoreOptions options,
        Faults faults,
        List<SimulatedJob> jobs,
        int expectedWorkers,
        int attempts,
        int capacity,
        long scarceFrom) {

    static Scenario some(Chance chance) {
        CoreOptions options = new CoreOptions(
                chance.between(1, 3),
                Duration.ofSeconds(1),
                Duration.ofSeconds(8),
                Duration.ofSeconds(50),
                Duration.ofSeconds(2));
        Faults faults = Faults.some(chance);
        List<SimulatedJob> jobs = new ArrayList<>();
        int count = chance.between(1, 3);
        for (int j = 0; j < count; j++) {
            jobs.add(SimulatedJob.some(j, faults.until(), chance));
        }
        int expected = chance.happens(0.5) ? chance.between(1, 5) : 0;
        boolean scarce = chance.happens(0.15);
        long scarceFrom = scarce ? chance.between(0, 20_000) : SimulatedJob.NEVER;
        int attempts = chance.happens(0.5) ? chance.between(2, 4) : 1;
        return new Scenario(options, faults, jobs, expected, attempts, chance.between(0, 3), scarceFrom);
    }
}
