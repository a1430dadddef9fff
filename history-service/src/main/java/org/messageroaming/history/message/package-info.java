/** Appending messages and reading pages of them. */
@NullMarked
package org.messageroaming.history.message;

import org.jspecify.annotations.NullMarked;
