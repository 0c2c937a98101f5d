/**
 * What an application is and what is told of it. Values only, shared by client, ApplicationMaster and TaskManager;
 * they touch no class of Flink, YARN or HDFS.
 */
@NullMarked
package io.yarnflink.runtime.application;

import org.jspecify.annotations.NullMarked;
