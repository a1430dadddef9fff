/** Circuit breakers, and the deadline of the request that a thread serves. */
@NullMarked
package org.messageroaming.resilience;

import org.jspecify.annotations.NullMarked;
