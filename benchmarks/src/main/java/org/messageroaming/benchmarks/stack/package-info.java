/** Real stores and services to measure. */
@NullMarked
package org.messageroaming.benchmarks.stack;

import org.jspecify.annotations.NullMarked;
