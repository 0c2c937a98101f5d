/** The cluster itself: what runs a job once processes exist. Knows neither YARN nor HDFS. */
@NullMarked
package io.yarnflink.runtime;

import org.jspecify.annotations.NullMarked;
