/** The built distribution with {@code --target local}: no YARN, no HDFS, a JVM of this machine. */
@NullMarked
package io.yarnflink.it.local;

import org.jspecify.annotations.NullMarked;
