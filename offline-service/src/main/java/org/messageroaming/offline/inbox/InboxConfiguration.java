package org.messageroaming.offline.inbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.messageroaming.resilience.Breaker;
import org.messageroaming.resilience.Circuits;
import org.messageroaming.resilience.Outage;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({InboxProperties.class, DeviceProperties.class, WaitProperties.class})
class InboxConfiguration {
    /** A delivery is many commands: each has its own limit, and all together get some more. */
    private static final int DELIVERY_FACTOR = 2;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    InboxService inboxService(
            InboxStore store, DeviceStore devices, Clock clock, InboxCalls calls, MeterRegistry metrics) {
        return new InboxService(store, devices, clock, calls, metrics);
    }

    @Bean
    InboxCalls inboxCalls(InboxProperties properties, Outage inboxOutage, MeterRegistry metrics) {
        Duration timeout = properties.commandTimeout().multipliedBy(DELIVERY_FACTOR);
        Breaker breaker = new Circuits(metrics).breaker("redis", "The inbox store", properties.breaker(), inboxOutage);
        return new InboxCalls(timeout, breaker);
    }

    @Bean
    Waiters waiters(WakeUps wakeUps, WaitProperties properties) {
        return new Waiters(wakeUps, properties.max(), properties.maxPerUser());
    }

    @Bean
    Gauge waitersGauge(Waiters waiters, MeterRegistry registry) {
        return Gauge.builder("roaming.inbox.waiters", waiters, Waiters::count)
                .description("Pulls that wait for something to arrive")
                .register(registry);
    }
}
