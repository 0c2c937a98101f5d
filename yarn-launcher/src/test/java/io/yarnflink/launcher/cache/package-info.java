/** Tests of the cache, on a real HDFS. */
@NullMarked
package io.yarnflink.launcher.cache;

import org.jspecify.annotations.NullMarked;
