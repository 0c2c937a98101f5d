package io.yarnflink.runtime.deployment;

import io.yarnflink.runtime.artifact.JobArtifacts;
import java.io.Serializable;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.SerializedValue;

/**
 * What all attempts of a job share.
 *
 * @param job the job's id
 * @param name the job's name
 * @param batch whether it is a job of type BATCH
 * @param operators how many operators its subtasks have in all, each of which may have state
 * @param executionConfig to be deserialized with the user code's class loader
 * @param configuration the job's own configuration; each attempt takes a copy
 * @param artifacts what its tasks need besides
 */
public record JobDeployment(
        JobID job,
        String name,
        boolean batch,
        int operators,
        SerializedValue<ExecutionConfig> executionConfig,
        Configuration configuration,
        JobArtifacts artifacts)
        implements Serializable {}
