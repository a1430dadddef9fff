/** Starts everything on one machine and shows the main job. */
@NullMarked
package org.messageroaming.quickstart;

import org.jspecify.annotations.NullMarked;
