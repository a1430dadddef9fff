/** What the services can do, each kind of work beside the limit that it is held against. */
@NullMarked
package org.messageroaming.benchmarks;

import org.jspecify.annotations.NullMarked;
