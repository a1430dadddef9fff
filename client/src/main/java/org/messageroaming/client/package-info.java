/** What a device does: pull, apply, notice what is missing, catch up, scroll back, send. */
@NullMarked
package org.messageroaming.client;

import org.jspecify.annotations.NullMarked;
