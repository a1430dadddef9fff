package org.messageroaming.offline.inbox.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisException;
import java.util.concurrent.TimeoutException;
import org.messageroaming.resilience.Outage;

/** Redis is out when it takes too long or there is no connection; an error that it answers says that it is there. */
final class RedisOutage implements Outage {

    @Override
    public boolean isShownBy(Throwable failure) {
        return failure instanceof TimeoutException
                || (failure instanceof RedisException && !(failure instanceof RedisCommandExecutionException));
    }
}
