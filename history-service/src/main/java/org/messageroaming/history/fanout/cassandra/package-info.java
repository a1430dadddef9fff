/** The live instances as a Cassandra table. */
@NullMarked
package org.messageroaming.history.fanout.cassandra;

import org.jspecify.annotations.NullMarked;
