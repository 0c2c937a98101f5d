/**
 * HDFS and YARN for trying out and for tests: Hadoop's mini clusters, in this JVM or in a process of their own. Bound
 * to loopback, everything under one folder. Knows nothing of Flink or of applications.
 */
@NullMarked
package io.yarnflink.launcher.embedded;

import org.jspecify.annotations.NullMarked;
