/** What people are told who submit what cannot run, on a cluster that plays along or does not. */
@NullMarked
package io.yarnflink.it.inputs;

import org.jspecify.annotations.NullMarked;
