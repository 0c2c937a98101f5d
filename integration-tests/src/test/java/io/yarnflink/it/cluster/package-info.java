/** A real HDFS and YARN for tests, the distribution's command line as a process, and a look at containers' processes. */
@NullMarked
package io.yarnflink.it.cluster;

import org.jspecify.annotations.NullMarked;
