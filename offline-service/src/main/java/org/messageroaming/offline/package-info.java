/** offline-service: per user, what its devices have missed. */
@NullMarked
package org.messageroaming.offline;

import org.jspecify.annotations.NullMarked;
