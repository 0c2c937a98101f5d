/** Tests against real HDFS and YARN mini clusters, and of the architecture. */
@NullMarked
package io.yarnflink.it;

import org.jspecify.annotations.NullMarked;
