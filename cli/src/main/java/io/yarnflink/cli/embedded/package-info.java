/** {@code embedded} and {@code fs}: HDFS and YARN on this machine, for trying out. */
@NullMarked
package io.yarnflink.cli.embedded;

import org.jspecify.annotations.NullMarked;
