/** Conversations and who belongs to them. */
@NullMarked
package org.messageroaming.history.conversation;

import org.jspecify.annotations.NullMarked;
