/**
 * Running the user's {@code main()}: its class loader, the execution environment that it finds, what {@code execute()}
 * does, and how it ended. {@code main()} has a thread of its own.
 */
@NullMarked
package io.yarnflink.runtime.program;

import org.jspecify.annotations.NullMarked;
