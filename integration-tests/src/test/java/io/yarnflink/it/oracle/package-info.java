/** One job on two clusters in this JVM, Apache Flink's and ours, and a look at the state that they leave. */
@NullMarked
package io.yarnflink.it.oracle;

import org.jspecify.annotations.NullMarked;
