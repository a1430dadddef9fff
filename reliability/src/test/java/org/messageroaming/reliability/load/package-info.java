@NullMarked
package org.messageroaming.reliability.load;

import org.jspecify.annotations.NullMarked;
