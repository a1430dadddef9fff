/** What both services do at their HTTP edge: tokens, problem documents, strict reading, limits. */
@NullMarked
package org.messageroaming.edge;

import org.jspecify.annotations.NullMarked;
