/** Tests of reading configuration. */
@NullMarked
package io.yarnflink.launcher.configuration;

import org.jspecify.annotations.NullMarked;
