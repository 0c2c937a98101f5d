/** What a job cannot begin from: it says what is wrong and where, and leaves what it was given as it was. */
@NullMarked
package io.yarnflink.it.refusals;

import org.jspecify.annotations.NullMarked;
