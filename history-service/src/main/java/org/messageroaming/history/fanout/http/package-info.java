/** Delivers to offline-service over HTTP. */
@NullMarked
package org.messageroaming.history.fanout.http;

import org.jspecify.annotations.NullMarked;
