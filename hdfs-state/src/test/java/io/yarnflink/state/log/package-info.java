/** The numbered log on a real HDFS. */
@NullMarked
package io.yarnflink.state.log;

import org.jspecify.annotations.NullMarked;
