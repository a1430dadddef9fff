package org.messageroaming.history.replica.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import java.util.concurrent.TimeoutException;
import org.messageroaming.resilience.Outage;

/**
 * Cassandra is out when it takes too long, when no node can be reached, or when a coordinator says that too few replicas take part.
 * A statement that it refuses, and the driver's own queue being full, say nothing about it.
 */
final class CassandraOutage implements Outage {

    @Override
    public boolean isShownBy(Throwable failure) {
        return failure instanceof TimeoutException
                || failure instanceof DriverTimeoutException
                || failure instanceof AllNodesFailedException
                || failure instanceof ClosedConnectionException
                || failure instanceof HeartbeatException
                || failure instanceof QueryExecutionException;
    }
}
