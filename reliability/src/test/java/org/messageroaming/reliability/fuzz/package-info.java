/**
 * Attacks both services' APIs with malformed requests: no 5xx but the documented 503, no hang, and no change of stored data by a
 * request that was refused.
 */
@NullMarked
package org.messageroaming.reliability.fuzz;

import org.jspecify.annotations.NullMarked;
