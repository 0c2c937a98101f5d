/** Jobs on real HDFS and YARN that lose processes, nodes and writable files, and still write each line exactly once. */
@NullMarked
package io.yarnflink.it.faults;

import org.jspecify.annotations.NullMarked;
