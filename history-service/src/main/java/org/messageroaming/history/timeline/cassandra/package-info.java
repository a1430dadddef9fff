/** The timeline as Cassandra partitions, one a bucket. */
@NullMarked
package org.messageroaming.history.timeline.cassandra;

import org.jspecify.annotations.NullMarked;
