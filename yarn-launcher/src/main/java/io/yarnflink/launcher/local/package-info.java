/**
 * The client's side of {@code --target local}: an application in one JVM of this machine. Checks what would be checked on
 * a cluster, as far as it means something here, starts the JVM, hands the application over and follows it through the same
 * control connection as one on YARN. Knows nothing of YARN and loads no class of Flink's runtime.
 */
@NullMarked
package io.yarnflink.launcher.local;

import org.jspecify.annotations.NullMarked;
