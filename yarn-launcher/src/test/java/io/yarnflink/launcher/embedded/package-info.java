/** Tests of the embedded cluster. */
@NullMarked
package io.yarnflink.launcher.embedded;

import org.jspecify.annotations.NullMarked;
