/**
 * A cluster in which nothing is real but the JobManager's core and what attempts of the ApplicationMaster leave to each other: time,
 * network, workers, tasks, storage and YARN are simulated, and one seed decides all that happens, also when and where an
 * ApplicationMaster dies or is stopped. Invariants are checked after every event. One thread runs a simulation. It knows the core
 * by its public events and actions only.
 */
@NullMarked
package io.yarnflink.runtime.job.simulation;

import org.jspecify.annotations.NullMarked;
