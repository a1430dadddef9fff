/** Carries what the journal holds into the inboxes of those it concerns. */
@NullMarked
package org.messageroaming.history.fanout;

import org.jspecify.annotations.NullMarked;
