/**
 * From a container's environment to a running process: what YARN and the client handed over, the settings of HDFS and
 * YARN, and the ordered list of start-up steps. Runs on the process's main thread. Knows nothing of jobs or containers
 * other than its own.
 */
@NullMarked
package io.yarnflink.am.startup;

import org.jspecify.annotations.NullMarked;
