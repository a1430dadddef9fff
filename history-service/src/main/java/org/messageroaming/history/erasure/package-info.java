/** Erasing a user: what it wrote loses its content, and whatever else names it as somebody who was here goes. */
@NullMarked
package org.messageroaming.history.erasure;

import org.jspecify.annotations.NullMarked;
