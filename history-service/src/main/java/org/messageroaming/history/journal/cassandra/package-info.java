/** The journal as a Cassandra table that is written by conditional updates only. */
@NullMarked
package org.messageroaming.history.journal.cassandra;

import org.jspecify.annotations.NullMarked;
