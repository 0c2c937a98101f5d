/** What an installation holds that containers run: the runtime archive, Flink's SQL libraries. Reads only its folders. */
@NullMarked
package io.yarnflink.launcher.installation;

import org.jspecify.annotations.NullMarked;
