@NullMarked
package org.messageroaming.reliability;

import org.jspecify.annotations.NullMarked;
