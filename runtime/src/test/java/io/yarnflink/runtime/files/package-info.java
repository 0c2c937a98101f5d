/** Folders as tests look at them. */
@NullMarked
package io.yarnflink.runtime.files;

import org.jspecify.annotations.NullMarked;
