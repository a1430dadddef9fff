/** Recall, edit, delete, clear and read: applying them, and looking them up later. */
@NullMarked
package org.messageroaming.history.operation;

import org.jspecify.annotations.NullMarked;
