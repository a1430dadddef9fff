/** The inbox as Redis keys of one hash tag per user, changed by one script a step. */
@NullMarked
package org.messageroaming.offline.inbox.redis;

import org.jspecify.annotations.NullMarked;
