/** The log that everything follows from: per shard a linear list of entries, claimed one by one. */
@NullMarked
package org.messageroaming.history.journal;

import org.jspecify.annotations.NullMarked;
