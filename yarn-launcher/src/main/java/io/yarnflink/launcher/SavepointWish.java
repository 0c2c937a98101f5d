package io.yarnflink.launcher;

import io.yarnflink.runtime.control.message.ClientMessage.SavepointGoal;
import java.util.Optional;

/**
 * A savepoint to be taken.
 *
 * @param goal what becomes of the job
 * @param job id of the job in hexadecimal digits, or the beginning of it; empty if only one job runs
 * @param directory where it goes; empty for the application's configured folder. Without a file system it is on the
 *     cluster's default one
 * @param canonical whether in the format that every state backend reads
 */
public record SavepointWish(SavepointGoal goal, Optional<String> job, Optional<String> directory, boolean canonical) {}
