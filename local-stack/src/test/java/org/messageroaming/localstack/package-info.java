@NullMarked
package org.messageroaming.localstack;

import org.jspecify.annotations.NullMarked;
