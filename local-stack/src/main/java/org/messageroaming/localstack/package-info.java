/** A real Redis and a real Cassandra as child processes, without Docker and without root; for running and for tests. */
@NullMarked
package org.messageroaming.localstack;

import org.jspecify.annotations.NullMarked;
