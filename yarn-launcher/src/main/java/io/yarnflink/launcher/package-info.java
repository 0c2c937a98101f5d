/** The client side of YARN: staging, submission, watching and clean-up. Knows nothing of the JobManager's inside. */
@NullMarked
package io.yarnflink.launcher;

import org.jspecify.annotations.NullMarked;
