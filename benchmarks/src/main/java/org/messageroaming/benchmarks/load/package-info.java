/** Ways to keep a service or a store busy, and to see how it takes it. */
@NullMarked
package org.messageroaming.benchmarks.load;

import org.jspecify.annotations.NullMarked;
