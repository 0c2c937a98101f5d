/** The application's certificate and secret: making, encoding, and the TLS contexts that follow from them. */
@NullMarked
package io.yarnflink.runtime.security;

import org.jspecify.annotations.NullMarked;
