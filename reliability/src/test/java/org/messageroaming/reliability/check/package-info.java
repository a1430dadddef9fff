@NullMarked
package org.messageroaming.reliability.check;

import org.jspecify.annotations.NullMarked;
