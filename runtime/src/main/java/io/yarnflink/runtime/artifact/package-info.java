/**
 * What a job's tasks need besides its graph: JARs that the program adds to its class path, and files of Flink's distributed
 * cache. The JobManager keeps copies of what only its own machine has and hands them out over the control connection;
 * TaskManagers fetch them once for each job, into folders that nobody else may read. Knows nothing of tasks and messages.
 */
@NullMarked
package io.yarnflink.runtime.artifact;

import org.jspecify.annotations.NullMarked;
