/** What a conversation is at a position of its shard's journal, and the events that make it so. Pure values: no store, no clock. */
@NullMarked
package org.messageroaming.history.state;

import org.jspecify.annotations.NullMarked;
