/** Tests of messages. */
@NullMarked
package io.yarnflink.runtime.control.message;

import org.jspecify.annotations.NullMarked;
