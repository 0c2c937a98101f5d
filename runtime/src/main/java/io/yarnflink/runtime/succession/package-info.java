/**
 * What one attempt of the ApplicationMaster leaves to the next: which jobs there are, their graphs, their completed
 * checkpoints, their results. Written to the application's numbered log and to files in its folder by threads that do I/O.
 * Where no other attempt is to come, only checkpoints are written down, for people.
 */
@NullMarked
package io.yarnflink.runtime.succession;

import org.jspecify.annotations.NullMarked;
