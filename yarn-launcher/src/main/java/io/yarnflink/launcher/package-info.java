/**
 * What a program must know to put applications on YARN: values, listeners, errors, and the interfaces behind which the
 * work is done. {@link io.yarnflink.launcher.cluster.HadoopCluster#open} is the way in. No type of YARN or HDFS shows
 * here, so that who uses it needs none.
 */
@NullMarked
package io.yarnflink.launcher;

import org.jspecify.annotations.NullMarked;
