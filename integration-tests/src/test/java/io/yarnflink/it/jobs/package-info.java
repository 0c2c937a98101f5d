/** Jobs of our own for tests. They are packed into JARs and know nothing but Flink's API. */
@NullMarked
package io.yarnflink.it.jobs;

import org.jspecify.annotations.NullMarked;
