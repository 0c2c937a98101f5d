/**
 * The process of {@code --target local}: a whole application in one JVM, without YARN and without HDFS. It is started by
 * the client, which hands the application over through standard input, and does not outlive it. {@code main()}, jobs and
 * outcome are those of an ApplicationMaster; the cluster is {@code runtime.local}'s.
 */
@NullMarked
package io.yarnflink.am.local;

import org.jspecify.annotations.NullMarked;
