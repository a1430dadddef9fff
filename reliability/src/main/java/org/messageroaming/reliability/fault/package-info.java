/** What is done to the services, the stores and the network. */
@NullMarked
package org.messageroaming.reliability.fault;

import org.jspecify.annotations.NullMarked;
