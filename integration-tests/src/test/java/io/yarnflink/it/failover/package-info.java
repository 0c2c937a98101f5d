/** ApplicationMasters that die, or should, on real HDFS and YARN. */
@NullMarked
package io.yarnflink.it.failover;

import org.jspecify.annotations.NullMarked;
