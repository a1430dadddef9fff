/** The keyspace and its tables: applied at start where that is allowed, otherwise checked. */
@NullMarked
package org.messageroaming.history.schema;

import org.jspecify.annotations.NullMarked;
