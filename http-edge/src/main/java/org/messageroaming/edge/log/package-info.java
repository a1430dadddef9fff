/** What may be logged. */
@NullMarked
package org.messageroaming.edge.log;

import org.jspecify.annotations.NullMarked;
