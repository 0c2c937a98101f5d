/** Tests of what a job JAR tells, and job JARs for tests. */
@NullMarked
package io.yarnflink.launcher.jobjar;

import org.jspecify.annotations.NullMarked;
