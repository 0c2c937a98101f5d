/** State and checkpoints on HDFS. Knows nothing of YARN. */
@NullMarked
package io.yarnflink.state;

import org.jspecify.annotations.NullMarked;
