/**
 * An application's numbered log on HDFS. Blocks on storage, so it is called by threads for I/O. Knows nothing of what
 * entries say.
 */
@NullMarked
package io.yarnflink.state.log;

import org.jspecify.annotations.NullMarked;
