/**
 * Commands that ask a running application for something: savepoints, checkpoints, an orderly end; and those that look after
 * what applications have left.
 */
@NullMarked
package io.yarnflink.cli.control;

import org.jspecify.annotations.NullMarked;
