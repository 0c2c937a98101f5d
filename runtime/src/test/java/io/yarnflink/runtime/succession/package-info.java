/** What attempts of the ApplicationMaster leave to each other, with a log in memory. */
@NullMarked
package io.yarnflink.runtime.succession;

import org.jspecify.annotations.NullMarked;
