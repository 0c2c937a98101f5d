/**
 * {@code run-application}: from a job JAR to the application's end. Turns what the launcher tells into steps that people
 * follow. Listeners are called on the launcher's threads, one call at a time.
 */
@NullMarked
package io.yarnflink.cli.run;

import org.jspecify.annotations.NullMarked;
