package io.yarnflink.runtime.succession;

/**
 * An attempt of the ApplicationMaster.
 *
 * @param number from 1
 * @param name the application's
 * @param application YARN's id
 * @param master host and port where TaskManagers find it, separated by a colon
 * @param mayHaveHeir whether YARN may start another one should this one die
 * @param beginsAnew whether an heir begins jobs that take no checkpoints from their start
 */
public record Attempt(
        int number, String name, String application, String master, boolean mayHaveHeir, boolean beginsAnew) {}
