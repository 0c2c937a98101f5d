/** The process YARN starts first: runs {@code main()}, hosts the JobManager and asks for containers. */
@NullMarked
package io.yarnflink.am;

import org.jspecify.annotations.NullMarked;
