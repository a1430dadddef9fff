/** Work of history-service. */
@NullMarked
package org.messageroaming.benchmarks.timeline;

import org.jspecify.annotations.NullMarked;
