package io.yarnflink.runtime.job;

import io.yarnflink.runtime.application.JobPhase;
import io.yarnflink.runtime.control.message.FailureCause;
import java.util.List;
import java.util.Optional;

/**
 * How a job ended.
 *
 * @param phase a terminal one
 * @param cause the root cause, if it failed
 * @param accumulators what each subtask's last attempt left, serialized
 */
public record JobEnd(JobPhase phase, Optional<FailureCause> cause, List<byte[]> accumulators) {}
