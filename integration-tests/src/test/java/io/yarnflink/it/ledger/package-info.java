/**
 * A job that keeps books and checks them itself: whatever is lost, doubled or restored from another moment shows in what
 * it writes. Flink's API only, so that the same JAR runs on Apache Flink. Knows nothing of any cluster.
 */
@NullMarked
package io.yarnflink.it.ledger;

import org.jspecify.annotations.NullMarked;
