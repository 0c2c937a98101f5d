package io.yarnflink.launcher;

import java.util.Optional;

/**
 * An application's ApplicationMaster was lost, and YARN has started another attempt.
 *
 * @param attempt number of the new one, from 2
 * @param reason why the one before was lost, in one line; empty if YARN does not say
 * @param goesOnFrom from what the application's jobs go on, in words; empty if that is not known
 */
public record MasterLoss(int attempt, String reason, Optional<String> goesOnFrom) {}
