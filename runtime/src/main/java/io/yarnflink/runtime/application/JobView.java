package io.yarnflink.runtime.application;

import java.util.Optional;

/**
 * What is told of one job.
 *
 * @param id Flink's job id, 32 hexadecimal digits
 * @param name the job's name
 * @param phase where it stands
 * @param tasks subtasks in all
 * @param running subtasks that process records
 * @param finished subtasks that have ended well
 * @param failure the root cause, once there is one
 */
public record JobView(
        String id, String name, JobPhase phase, int tasks, int running, int finished, Optional<String> failure) {}
