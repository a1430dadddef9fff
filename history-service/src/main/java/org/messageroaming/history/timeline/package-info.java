/** The messages of a conversation by sequence, in buckets whose number follows from the sequence. */
@NullMarked
package org.messageroaming.history.timeline;

import org.jspecify.annotations.NullMarked;
