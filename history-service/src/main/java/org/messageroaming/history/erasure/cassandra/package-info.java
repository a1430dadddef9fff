/** Erasures under way, and the traces of users, as Cassandra tables. */
@NullMarked
package org.messageroaming.history.erasure.cassandra;

import org.jspecify.annotations.NullMarked;
