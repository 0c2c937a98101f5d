/**
 * A TaskManager: registration, heartbeats, slots and the life of tasks. One event loop owns slots and tasks' life;
 * tasks run on threads of their own.
 */
@NullMarked
package io.yarnflink.runtime.taskmanager;

import org.jspecify.annotations.NullMarked;
