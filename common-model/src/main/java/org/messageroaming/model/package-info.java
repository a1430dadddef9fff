/** What a message, a sequence and an identifier are, for the services and for a client alike. */
@NullMarked
package org.messageroaming.model;

import org.jspecify.annotations.NullMarked;
