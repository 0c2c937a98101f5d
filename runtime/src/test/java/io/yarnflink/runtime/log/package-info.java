/** What every numbered log has to keep to, a log in memory, and what is written to logs. */
@NullMarked
package io.yarnflink.runtime.log;

import org.jspecify.annotations.NullMarked;
