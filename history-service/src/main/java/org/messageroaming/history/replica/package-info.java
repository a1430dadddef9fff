/** The replicated state machine: decide against the state, claim the next position, apply, answer. */
@NullMarked
package org.messageroaming.history.replica;

import org.jspecify.annotations.NullMarked;
