/** The one JSON dialect that services and clients speak: strict when reading, fixed formats when writing. */
@NullMarked
package org.messageroaming.model.json;

import org.jspecify.annotations.NullMarked;
