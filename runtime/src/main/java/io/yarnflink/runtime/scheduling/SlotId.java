package io.yarnflink.runtime.scheduling;

import io.yarnflink.runtime.application.WorkerId;

/**
 * One slot of one TaskManager.
 *
 * @param worker whose it is
 * @param index from 0
 */
public record SlotId(WorkerId worker, int index) {}
