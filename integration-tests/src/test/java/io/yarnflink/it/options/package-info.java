/** What the options of {@code run-application} do, seen from inside a job and from YARN. */
@NullMarked
package io.yarnflink.it.options;

import org.jspecify.annotations.NullMarked;
