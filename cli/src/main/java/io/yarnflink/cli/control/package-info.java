/** Commands that ask a running application for something: savepoints, checkpoints, an orderly end. */
@NullMarked
package io.yarnflink.cli.control;

import org.jspecify.annotations.NullMarked;
