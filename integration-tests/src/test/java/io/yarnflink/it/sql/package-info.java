/** Jobs that use Flink's SQL, on a real cluster. */
@NullMarked
package io.yarnflink.it.sql;

import org.jspecify.annotations.NullMarked;
