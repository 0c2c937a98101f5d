/** Applications that go on by name from what others of the same name have left, on real HDFS and YARN. */
@NullMarked
package io.yarnflink.it.names;

import org.jspecify.annotations.NullMarked;
