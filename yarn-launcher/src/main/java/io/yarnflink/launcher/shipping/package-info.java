/**
 * What of the user's own goes to containers besides the job JAR: files, archives, folders, plug-ins, a logging
 * configuration, a JDK. Decides under which name a container finds each, and makes one file of each for the cache. Knows
 * neither YARN nor the file system that the cache is on.
 */
@NullMarked
package io.yarnflink.launcher.shipping;

import org.jspecify.annotations.NullMarked;
