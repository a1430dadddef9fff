/** The read tables in Cassandra, written by replicas from journal entries. */
@NullMarked
package org.messageroaming.history.replica.cassandra;

import org.jspecify.annotations.NullMarked;
