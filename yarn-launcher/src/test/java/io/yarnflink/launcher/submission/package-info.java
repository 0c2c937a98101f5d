/** Tests of what is checked and sent. */
@NullMarked
package io.yarnflink.launcher.submission;

import org.jspecify.annotations.NullMarked;
