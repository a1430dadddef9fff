/** history-service: per conversation, the whole past, and the fan-out of what is new. */
@NullMarked
package org.messageroaming.history;

import org.jspecify.annotations.NullMarked;
