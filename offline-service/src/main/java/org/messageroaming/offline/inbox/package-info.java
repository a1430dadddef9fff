/** What a user's devices have missed: numbered entries, cursors that carry proof, and gaps that are told. */
@NullMarked
package org.messageroaming.offline.inbox;

import org.jspecify.annotations.NullMarked;
