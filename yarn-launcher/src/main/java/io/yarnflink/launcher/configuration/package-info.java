/**
 * The client's configuration: {@code conf/config.yaml} of the installation with the user's keys over it, and what of
 * Hadoop's settings must travel with an application. Pure but for reading files.
 */
@NullMarked
package io.yarnflink.launcher.configuration;

import org.jspecify.annotations.NullMarked;
