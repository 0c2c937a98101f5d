@NullMarked
package io.yarnflink.runtime.artifact;

import org.jspecify.annotations.NullMarked;
