/** Work of offline-service. */
@NullMarked
package org.messageroaming.benchmarks.inbox;

import org.jspecify.annotations.NullMarked;
