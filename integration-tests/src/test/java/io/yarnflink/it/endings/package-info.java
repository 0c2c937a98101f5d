/** Every way in which an application can end, and what is left of it: nothing; and how commands end. */
@NullMarked
package io.yarnflink.it.endings;

import org.jspecify.annotations.NullMarked;
