package org.messageroaming.reliability.fault;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.messageroaming.reliability.deployment.Instance;
import org.messageroaming.reliability.deployment.Services;
import org.messageroaming.reliability.deployment.Stores;
import org.messageroaming.reliability.load.Load;

/**
 * What a fault strikes.
 *
 * @param length how long an outage lasts
 * @param longOutage how long one lasts that is to build up a backlog
 */
public record Target(Services services, Stores stores, Load load, Random random, Duration length, Duration longOutage) {

    Instance anyHistory() {
        return any(services.history());
    }

    Instance anyOffline() {
        return any(services.offline());
    }

    private Instance any(List<Instance> instances) {
        return instances.get(random.nextInt(instances.size()));
    }

    static void rest(Duration time) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(time.toNanos());
    }
}
